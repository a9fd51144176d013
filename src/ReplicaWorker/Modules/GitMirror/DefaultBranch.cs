using ReplicaWorker.Git;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>The default branch of a replica, which no push can set: it goes by the CodeCommit API.</summary>
internal sealed class DefaultBranch(MirrorSource source, ReplicaRepository replica, MirrorStore store, GitMirrorOptions options)
{
    private const string Branches = "refs/heads/";

    /// <summary>The names that a plan needs when it would delete branches: full, null where nobody could say.</summary>
    /// <remarks>An API that cannot be asked does not stop the refs: without the replica's name the server itself guards its default branch.</remarks>
    public async Task<(string? Source, string? Replica)> NamesAsync(RefComparison comparison, RefListing listing, CancellationToken stopping)
    {
        if (!comparison.Differences.Any(change => change is RefChange.Delete))
        {
            return default;
        }

        var current = await replica.MetadataAsync(stopping).OrNullAsync();
        return current?.DefaultBranch is { } name ? (await WantedAsync(listing).OrNullAsync(), Branches + name) : default;
    }

    /// <summary>Sets it to the source's, when it is another.</summary>
    /// <param name="listing">The source's refs.</param>
    /// <param name="dryRun">Only say what would be done.</param>
    /// <param name="hasPushed">The first push into an empty repository sets a default branch: what was read before is stale.</param>
    /// <param name="gate">Asked before it is set.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    /// <returns>What was done, or null when it was right already.</returns>
    public async Task<string?> SettleAsync(RefListing listing, bool dryRun, bool hasPushed, ReplicaGate gate, CancellationToken stopping)
    {
        // The replica must hold it by now.
        if (await ShortNameAsync(listing) is not { } name || await replica.MetadataAsync(stopping) is not { } current)
        {
            return null;
        }

        if (name != current.DefaultBranch && hasPushed)
        {
            current = await replica.RefreshAsync(stopping);
        }

        if (current is null || name == current.DefaultBranch || !await gate.IsOpenAsync(stopping))
        {
            return null;
        }

        if (!dryRun)
        {
            await store.SetDefaultBranchAsync(replica.Region, replica.Name, name, stopping);
            await replica.RefreshAsync(stopping);
        }

        return $"default branch moved from {current.DefaultBranch ?? "none"} to {name}";
    }

    /// <summary>The source's default branch without <c>refs/heads/</c>; null when it is not known to have one that is mirrored.</summary>
    public async Task<string?> ShortNameAsync(RefListing listing) => (await WantedAsync(listing))?[Branches.Length..];

    /// <summary>The source's default branch as a full name, when it is a ref that is mirrored.</summary>
    private async Task<string?> WantedAsync(RefListing listing)
    {
        string? name;
        try
        {
            name = (await source.Metadata)?.DefaultBranch is { } branch ? Branches + branch : null;
        }
        catch (Exception unable) when (listing.HeadTarget is not null && unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            name = listing.HeadTarget;      // the API could not be asked, but git says it as well where it speaks protocol v2
        }

        return name is not null && name.StartsWith(Branches, StringComparison.Ordinal)
            && listing.Find(name) is not null && options.RefFilter.Includes(name)
            ? name
            : null;
    }
}
