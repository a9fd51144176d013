using System.Collections.Immutable;

namespace ReplicaWorker.Git.Protocol;

/// <summary>Protocol v2's listing of refs (gitprotocol-v2(5), <c>ls-refs</c>).</summary>
internal static class LsRefs
{
    /// <param name="advertised">What the server said it can do.</param>
    /// <param name="prefixes">Only refs that begin so; a server may send others all the same. Empty: every ref.</param>
    /// <param name="agent">Who we are; sent only to a server that says who it is.</param>
    public static ReadOnlyMemory<byte> Request(RefListing advertised, IReadOnlyCollection<string> prefixes, string agent)
    {
        var request = V2.Command("ls-refs", advertised, agent).Line("symrefs\n");
        foreach (var prefix in prefixes.Count == 0 ? prefixes : prefixes.Prepend("HEAD"))
        {
            request.Line($"ref-prefix {prefix}\n");
        }

        return request.Flush().Written;
    }

    public static async Task<RefListing> ReadAsync(Stream body, RefListing advertised, GitLimits limits, CancellationToken stopping)
    {
        var reader = new PktReader(body);
        var refs = ImmutableArray.CreateBuilder<GitRef>();
        string? head = null;

        PktLine line;
        for (line = await reader.ReadLineAsync(stopping); line.IsData; line = await reader.ReadLineAsync(stopping))
        {
            var (rest, id) = Advertisement.Parse(line.Payload.Span, advertised.Format);
            var attributes = rest.Split(' ');
            if (attributes[0] == "HEAD")
            {
                head = attributes.Skip(1)
                    .FirstOrDefault(a => a.StartsWith("symref-target:", StringComparison.Ordinal))?["symref-target:".Length..];
                continue;
            }

            refs.Add(Advertisement.Checked(attributes[0], id, refs.Count, limits));
        }

        return line.Kind == PktKind.Flush
            ? advertised with { Refs = Advertisement.Sorted(refs), HeadTarget = head }
            : throw new GitTransportException("the list of refs was cut off");
    }
}
