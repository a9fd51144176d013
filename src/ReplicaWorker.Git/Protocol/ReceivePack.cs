using System.Collections.Immutable;

namespace ReplicaWorker.Git.Protocol;

/// <summary>The request and the report of a push.</summary>
/// <remarks>Sources: gitprotocol-pack(5) "Reference Update Request and Packfile Transfer", "Report Status".</remarks>
internal static class ReceivePack
{
    public const string Service = "git-receive-pack";

    /// <summary>The commands, up to where the pack begins.</summary>
    public static ReadOnlyMemory<byte> Commands(RefListing target, IReadOnlyList<RefCommand> commands, string agent)
    {
        var capabilities = string.Join(' ', Capabilities(target, agent));
        var request = new PktWriter();
        for (var i = 0; i < commands.Count; i++)
        {
            var (name, old, @new) = commands[i];
            request.Line($"{old} {@new} {name}" + (i == 0 ? "\0" + (capabilities.Length == 0 ? "" : " " + capabilities) : "") + "\n");
        }

        return request.Flush().Written;
    }

    /// <summary>Reads the report, whether it comes bare or inside the side band.</summary>
    /// <exception cref="GitTransportException">The answer ends before the report does: nobody knows what happened.</exception>
    /// <exception cref="GitProtocolException">The report does not have exactly one status for each command.</exception>
    public static async Task<PushReport> ReadReportAsync(
        Stream response, RefListing target, IReadOnlyList<RefCommand> commands, CancellationToken stopping)
    {
        var progress = new ProgressLog();
        var reader = new PktReader(response);
        if (!IsReporting(target))
        {
            return new PushReport(null, ImmutableDictionary<string, string>.Empty, []);
        }

        await using var inner = target.Capabilities.Has("side-band-64k") ? new SideBandStream(new SideBand(reader, progress)) : null;
        var report = inner is null ? reader : new PktReader(inner);
        var (unpackError, refused) = await ReadStatusesAsync(report, commands, stopping);
        if (inner is not null)
        {
            await inner.DrainAsync(stopping);
        }

        return new PushReport(unpackError, refused, [.. progress.Lines]);
    }

    private static bool IsReporting(RefListing target) =>
        target.Capabilities.Has("report-status") || target.Capabilities.Has("report-status-v2");

    private static IEnumerable<string> Capabilities(RefListing target, string agent)
    {
        var offered = target.Capabilities;
        if (IsReporting(target))
        {
            yield return offered.Has("report-status") ? "report-status" : "report-status-v2";
        }

        if (offered.Has("side-band-64k"))
        {
            yield return "side-band-64k";
        }

        if (offered.Has("object-format"))
        {
            yield return $"object-format={target.Format}";
        }

        if (offered.Has("agent"))
        {
            yield return $"agent={agent}";
        }
    }

    private static async Task<(string? UnpackError, ImmutableDictionary<string, string> Refused)> ReadStatusesAsync(
        PktReader report, IReadOnlyList<RefCommand> commands, CancellationToken stopping)
    {
        var first = await report.ReadLineAsync(stopping);
        if (!first.IsData)
        {
            throw new GitTransportException("the target's answer has no report");
        }

        var unpack = first.Text;
        if (!unpack.StartsWith("unpack ", StringComparison.Ordinal))
        {
            throw new GitProtocolException($"\"{Printable.Line(unpack)}\" where the report was expected");
        }

        var missing = commands.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var refused = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        PktLine line;
        for (line = await report.ReadLineAsync(stopping); line.IsData; line = await report.ReadLineAsync(stopping))
        {
            var words = line.Text.Split(' ', 3);
            switch (words)
            {
                case ["option", ..]:    // report-status-v2 says more of the line before
                    continue;
                case ["ok", var name, ..] when missing.Remove(name):
                    break;
                case ["ng", var name, .. var reason] when missing.Remove(name):
                    refused[name] = reason.Length == 0 ? "no reason given" : Printable.Line(reason[0]);
                    break;
                default:
                    throw new GitProtocolException($"\"{Printable.Line(line.Text)}\" is no status of a ref that was pushed");
            }
        }

        if (line.Kind != PktKind.Flush)
        {
            throw new GitTransportException("the target's report was cut off");
        }

        var unpackError = unpack == "unpack ok" ? null : Printable.Line(unpack["unpack ".Length..]);
        return missing.Count == 0 || unpackError is not null
            ? (unpackError, refused.ToImmutable())
            : throw new GitProtocolException($"the target's report says nothing of {missing.Min(StringComparer.Ordinal)}");
    }
}
