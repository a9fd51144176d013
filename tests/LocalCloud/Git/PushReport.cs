using System.Text;

namespace LocalCloud.Git;

/// <summary>The answer to a push: one line for the pack, one for each ref, and what git wrote for the eyes of the pusher.</summary>
/// <remarks>Source: git's Documentation/gitprotocol-pack.adoc, "Report Status".</remarks>
internal sealed record PushReport(IReadOnlyList<string> Lines, ReadOnlyMemory<byte> Progress)
{
    private const int MaxBandPayload = PktLine.MaxPayload - 1;

    /// <summary>Nothing of the push was done.</summary>
    /// <param name="push">The push.</param>
    /// <param name="unpack">What is wrong with the pack: the text after <c>unpack</c>.</param>
    /// <param name="reason">What every ref is told.</param>
    public static PushReport Refuse(PushRequest push, string unpack, string reason) =>
        new([$"unpack {unpack}\n", .. push.Commands.Select(c => $"ng {c.Ref} {reason}\n")], default);

    public static PushReport Ok(PushRequest push) => new(["unpack ok\n", .. push.Commands.Select(c => $"ok {c.Ref}\n")], default);

    /// <summary>Reads git's own answer.</summary>
    public static async Task<PushReport> ParseAsync(PushRequest push, ReadOnlyMemory<byte> answer, CancellationToken cancellation)
    {
        using var report = new MemoryStream();
        using var progress = new MemoryStream();
        if (push.WantsSideBand)
        {
            var packets = new MemoryStream(answer.ToArray(), writable: false);
            while (await PktLine.ReadAsync(packets, cancellation) is { Kind: PktKind.Data } packet)
            {
                var into = packet.Payload.Span[0] == 1 ? report : progress;
                into.Write(packet.Payload.Span[1..]);
            }
        }
        else
        {
            report.Write(answer.Span);
        }

        report.Position = 0;
        var lines = new List<string>();
        while (await PktLine.ReadAsync(report, cancellation) is { Kind: PktKind.Data } line)
        {
            lines.Add(Encoding.UTF8.GetString(line.Payload.Span));
        }

        return new(lines, progress.ToArray());
    }

    /// <summary>The same report with <paramref name="reason"/> for the refs that a hook has refused.</summary>
    public PushReport WithReason(string reason) => this with
    {
        Lines = [.. Lines.Select(l => l.StartsWith("ng ", StringComparison.Ordinal) && l.EndsWith(" hook declined\n", StringComparison.Ordinal)
            ? string.Join(' ', l.Split(' ', 3)[..2]) + $" {reason}\n"
            : l)],
    };

    /// <summary>The answer's bytes, framed as the client asked.</summary>
    public ReadOnlyMemory<byte> ToBytes(PushRequest push)
    {
        using var report = new MemoryStream();
        if (push.WantsReport)
        {
            foreach (var line in Lines)
            {
                report.Write(PktLine.Encode(line));
            }

            report.Write("0000"u8);
        }

        if (!push.WantsSideBand)
        {
            return report.ToArray();
        }

        using var banded = new MemoryStream();
        WriteBand(banded, 2, Progress.Span);
        WriteBand(banded, 1, report.ToArray());
        banded.Write("0000"u8);
        return banded.ToArray();
    }

    private static void WriteBand(MemoryStream into, byte band, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, MaxBandPayload)];
            into.Write(PktLine.Encode([band, .. part]));
            bytes = bytes[part.Length..];
        }
    }
}
