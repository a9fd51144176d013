namespace ReplicaWorker.Git.Protocol;

/// <summary>The bodies of fetch requests, in both protocols.</summary>
/// <remarks>Sources: gitprotocol-pack(5) "Packfile Negotiation", gitprotocol-v2(5) <c>fetch</c>, gitprotocol-capabilities(5).</remarks>
internal static class UploadPack
{
    public const string Service = "git-upload-pack";

    /// <summary>Everything in one request: the wants, all haves, and <c>done</c>, so the pack comes at once.</summary>
    public static ReadOnlyMemory<byte> Fetch(RefListing source, FetchRequest fetch, GitLimits limits, string agent)
    {
        var haves = fetch.Haves.Take(limits.MaxHaves);
        return source.ProtocolVersion == 2
            ? V2Fetch(source, agent, fetch.Wants, haves, isDone: true, V2Features(fetch))
            : V0Fetch(source, agent, fetch.Wants, haves, isDone: true, V0Features(source, fetch));
    }

    /// <summary>A negotiation without <c>done</c>: the source says which of <paramref name="tips"/> it knows, and sends no pack.</summary>
    public static ReadOnlyMemory<byte> Ask(RefListing source, ObjectId want, IEnumerable<ObjectId> tips, string agent) =>
        source.ProtocolVersion == 2
            ? V2Fetch(source, agent, [want], tips, isDone: false, source.Capabilities.HasFeature("fetch", "wait-for-done") ? ["wait-for-done"] : [])
            : V0Fetch(source, agent, [want], tips, isDone: false, []);

    private static IEnumerable<string> V2Features(FetchRequest fetch)
    {
        if (fetch.Thin)
        {
            yield return "thin-pack";
        }

        if (fetch.OfsDelta)
        {
            yield return "ofs-delta";
        }
    }

    private static IEnumerable<string> V0Features(RefListing source, FetchRequest fetch)
    {
        if (fetch.Thin && source.Capabilities.Has("thin-pack"))
        {
            yield return "thin-pack";
        }

        if (fetch.OfsDelta && source.Capabilities.Has("ofs-delta"))
        {
            yield return "ofs-delta";
        }
    }

    private static ReadOnlyMemory<byte> V2Fetch(
        RefListing source, string agent, IEnumerable<ObjectId> wants, IEnumerable<ObjectId> haves, bool isDone, IEnumerable<string> features)
    {
        var request = V2.Command("fetch", source, agent);
        foreach (var feature in features)
        {
            request.Line(feature + "\n");
        }

        Lines(request, "want", wants);
        Lines(request, "have", haves);
        return (isDone ? request.Line("done\n") : request).Flush().Written;
    }

    private static ReadOnlyMemory<byte> V0Fetch(
        RefListing source, string agent, IReadOnlyList<ObjectId> wants, IEnumerable<ObjectId> haves, bool isDone, IEnumerable<string> features)
    {
        var capabilities = string.Join(' ', V0Capabilities(source, agent).Concat(features));
        var request = new PktWriter().Line($"want {wants[0]} {capabilities}".TrimEnd() + "\n");
        Lines(request, "want", wants.Skip(1));
        request.Flush();
        Lines(request, "have", haves);
        return (isDone ? request.Line("done\n") : request.Flush()).Written;
    }

    /// <summary>The capabilities that every v0 request asks for, as far as the source offers them.</summary>
    private static IEnumerable<string> V0Capabilities(RefListing source, string agent)
    {
        var offered = source.Capabilities;
        if (FirstOffered(offered, "multi_ack_detailed", "multi_ack") is { } acknowledgements)
        {
            yield return acknowledgements;
        }

        if (FirstOffered(offered, "side-band-64k", "side-band") is { } sideBand)
        {
            yield return sideBand;
        }

        if (offered.Has("object-format"))
        {
            yield return $"object-format={source.Format}";
        }

        if (offered.Has("agent"))
        {
            yield return $"agent={agent}";
        }
    }

    private static string? FirstOffered(Capabilities offered, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (offered.Has(name))
            {
                return name;
            }
        }

        return null;
    }

    private static void Lines(PktWriter request, string verb, IEnumerable<ObjectId> ids)
    {
        foreach (var id in ids)
        {
            request.Line($"{verb} {id}\n");
        }
    }
}
