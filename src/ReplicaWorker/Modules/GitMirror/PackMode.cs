using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>How much a pack may rely on what the replica already has. When the replica cannot unpack one, the next is tried.</summary>
internal enum PackMode
{
    /// <summary>Deltas against the replica's objects: the smallest.</summary>
    Thin,

    /// <summary>Every delta's base is in the pack; what the replica has is still left out.</summary>
    SelfContained,

    /// <summary>Everything that the wanted tips need.</summary>
    Everything,
}

/// <summary>Makes the request for one push: what the replica lacks, in a form that both sides understand.</summary>
internal static class PackRequest
{
    /// <param name="changes">The push's steps.</param>
    /// <param name="source">What the source has, and can do.</param>
    /// <param name="replica">What the replica has, and can do.</param>
    /// <param name="pushed">Tips that earlier pushes of this round have brought there.</param>
    /// <param name="mode">How much to rely on what the replica has.</param>
    /// <returns>Null when the replica has every tip already.</returns>
    public static FetchRequest? For(
        IReadOnlyList<RefChange> changes, RefListing source, RefListing replica, IReadOnlyCollection<ObjectId> pushed, PackMode mode)
    {
        var there = replica.Refs.Select(r => r.Id).Concat(pushed).ToHashSet();
        ObjectId[] wants = [.. changes.Select(c => c.New).OfType<ObjectId>().Where(id => mode == PackMode.Everything || !there.Contains(id)).Distinct()];
        if (wants.Length == 0)
        {
            return null;
        }

        // What is about to be replaced is the likeliest common ground; a server may stop reading before the last have.
        IEnumerable<ObjectId> haves = mode == PackMode.Everything
            ? []
            : changes.Select(c => c.Old).OfType<ObjectId>().Concat(pushed).Concat(there).Distinct();

        // v2 always has thin-pack and ofs-delta (gitprotocol-v2(5)); the replica has its say in both.
        var isThin = mode == PackMode.Thin
            && !replica.Capabilities.Has("no-thin")
            && (source.ProtocolVersion == 2 || source.Capabilities.Has("thin-pack"));
        var hasOffsets = replica.Capabilities.Has("ofs-delta")
            && (source.ProtocolVersion == 2 || source.Capabilities.Has("ofs-delta"));
        return new FetchRequest(wants, [.. haves], isThin, hasOffsets);
    }
}
