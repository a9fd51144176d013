using System.Collections.Immutable;
using ReplicaWorker.Git.Protocol;

namespace ReplicaWorker.Git;

/// <summary>What a server has, as it said in one listing.</summary>
/// <param name="Refs">In ordinal order of name, without HEAD and without the peeled entries of tags.</param>
/// <param name="Format">The hash that names its objects.</param>
/// <param name="Capabilities">All that may be asked of it.</param>
/// <param name="ProtocolVersion">0 or 2.</param>
/// <param name="HeadTarget">The branch that HEAD names, when the server says; a receive-pack listing never does.</param>
public sealed record RefListing(
    ImmutableArray<GitRef> Refs,
    ObjectFormat Format,
    Capabilities Capabilities,
    int ProtocolVersion,
    string? HeadTarget = null)
{
    /// <summary>The id that <paramref name="name"/> points at, or null when there is no such ref.</summary>
    public ObjectId? Find(string name)
    {
        var index = Refs.BinarySearch(new GitRef(name, default), ByName);
        return index < 0 ? null : Refs[index].Id;
    }

    internal static IComparer<GitRef> ByName { get; } =
        Comparer<GitRef>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));
}
