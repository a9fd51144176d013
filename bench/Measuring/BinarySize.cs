using System.IO.Compression;

namespace Bench.Measuring;

/// <summary>What the image has to carry.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Gzipped">The same as a registry stores and ships it, at gzip's usual level.</param>
internal sealed record BinarySize(long Bytes, long Gzipped)
{
    public static async Task<BinarySize> OfAsync(string path, CancellationToken stopping)
    {
        var counted = new CountingStream();
        await using (var gzip = new GZipStream(counted, CompressionLevel.Optimal))
        {
            await using var file = File.OpenRead(path);
            await file.CopyToAsync(gzip, stopping);
        }

        return new(new FileInfo(path).Length, counted.Count);
    }

    private sealed class CountingStream : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Count;

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
            // Nothing is held back.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
