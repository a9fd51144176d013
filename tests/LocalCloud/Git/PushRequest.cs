using System.Buffers.Binary;
using System.Collections.Immutable;

namespace LocalCloud.Git;

/// <summary>One line <c>OLD NEW REF</c> of a push.</summary>
internal sealed record PushCommand(string Old, string New, string Ref)
{
    public bool IsDelete => New.All(c => c == '0');
}

/// <summary>The head of a POST to git-receive-pack: everything before the pack.</summary>
/// <param name="Commands">What is to change.</param>
/// <param name="Capabilities">Those after the first command.</param>
/// <param name="Objects">The number of objects that the pack's header promises; absent when there is no pack, or it comes after push options.</param>
/// <param name="Bytes">All that was read, to be passed on.</param>
internal sealed record PushRequest(
    ImmutableArray<PushCommand> Commands, ImmutableArray<string> Capabilities, long? Objects, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Most bytes of commands that are read; twenty times what 4,000 commands usually need.</summary>
    private const int MaxBytes = 16 << 20;

    private const int PackHeaderLength = 12;

    public bool WantsReport => Capabilities.Any(c => c is "report-status" or "report-status-v2");

    public bool WantsSideBand => Capabilities.Contains("side-band-64k", StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">Not a push, or more than <see cref="MaxBytes"/> before the pack.</exception>
    public static async Task<PushRequest> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var commands = ImmutableArray.CreateBuilder<PushCommand>();
        ImmutableArray<string> capabilities = [];
        using var bytes = new MemoryStream();

        while (true)
        {
            var line = await PktLine.ReadAsync(body, cancellation) ?? throw new InvalidDataException("ends before its commands do");
            await bytes.WriteAsync(line.ToBytes(), cancellation);
            if (bytes.Length > MaxBytes)
            {
                throw new InvalidDataException("too many bytes of commands");
            }

            if (line.Kind != PktKind.Data)
            {
                break;
            }

            var parts = line.Text.Split('\0', 2);
            if (parts.Length == 2)
            {
                capabilities = [.. parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            }

            if (!parts[0].StartsWith("shallow ", StringComparison.Ordinal))
            {
                var words = parts[0].TrimEnd('\n').Split(' ', 3);
                commands.Add(words.Length == 3 ? new(words[0], words[1], words[2]) : throw new InvalidDataException("not a command"));
            }
        }

        long? objects = null;
        if (commands.Any(c => !c.IsDelete) && !capabilities.Contains("push-options", StringComparer.Ordinal))
        {
            var header = new byte[PackHeaderLength];
            var got = await body.ReadAtLeastAsync(header, PackHeaderLength, throwOnEndOfStream: false, cancellation);
            await bytes.WriteAsync(header.AsMemory(0, got), cancellation);
            objects = got == PackHeaderLength ? BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8)) : null;
        }

        return new(commands.DrainToImmutable(), capabilities, objects, bytes.ToArray());
    }
}
