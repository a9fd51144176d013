using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace LocalCloud.Git;

/// <summary>Looks into a pack by the index that git has just written for it.</summary>
/// <remarks>
/// The index tells where each object begins, so one byte an object is read and nothing is inflated: some milliseconds for
/// a pack of 150,000 objects. Source: git's Documentation/gitformat-pack.adoc, "Version 2 pack-*.idx files".
/// </remarks>
internal static class PackIndex
{
    private const int FanoutEnd = 8 + (256 * 4);
    private const int OffsetDelta = 6;      // OBJ_OFS_DELTA

    /// <summary>The number of objects in a pack, bases added by git included.</summary>
    public static long Count(string indexFile)
    {
        using var index = Map(indexFile, out var bytes);
        return ReadUInt32(bytes, FanoutEnd - 4);
    }

    /// <summary>Whether some object of the pack names its base by an offset.</summary>
    /// <exception cref="NotSupportedException">The pack is larger than 2 GiB.</exception>
    public static bool HasOffsetDeltas(string indexFile, bool sha256)
    {
        using var index = Map(indexFile, out var indexBytes);
        using var pack = Map(Path.ChangeExtension(indexFile, ".pack"), out var packBytes);
        using (indexBytes)
        using (packBytes)
        {
            var count = ReadUInt32(indexBytes, FanoutEnd - 4);
            var offsets = FanoutEnd + (count * ((sha256 ? 32 : 20) + 4));
            for (var i = 0L; i < count; i++)
            {
                var offset = ReadUInt32(indexBytes, offsets + (i * 4));
                if (offset > int.MaxValue)
                {
                    throw new NotSupportedException("a pack larger than 2 GiB");
                }

                if (((packBytes.ReadByte(offset) >> 4) & 7) == OffsetDelta)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static uint ReadUInt32(MemoryMappedViewAccessor bytes, long at) => BinaryPrimitives.ReverseEndianness(bytes.ReadUInt32(at));

    private static MemoryMappedFile Map(string file, out MemoryMappedViewAccessor bytes)
    {
        var map = MemoryMappedFile.CreateFromFile(file, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        bytes = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        return map;
    }
}
