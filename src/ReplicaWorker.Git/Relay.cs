using System.Collections.Immutable;
using ReplicaWorker.Git.Packs;

namespace ReplicaWorker.Git;

/// <summary>
/// Streams one pack from a source straight into the pushes of one or more targets: no clone, no file, and memory that does not
/// depend on the size of the pack.
/// </summary>
public static class Relay
{
    /// <summary>Starts the fetch and every push.</summary>
    /// <param name="source">Where the objects are.</param>
    /// <param name="listing">What the source has.</param>
    /// <param name="fetch">What is needed; the same for every target.</param>
    /// <param name="pushes">The targets. They share one read of the source; one that is too slow for the others is let go.</param>
    /// <param name="limits">How long a slow target may hold up the others.</param>
    /// <param name="stopping">Signalled when the run ends: every push is then broken off, none completed.</param>
    public static RelayRun Start(
        GitRemote source,
        RefListing listing,
        FetchRequest fetch,
        IReadOnlyList<RelayPush> pushes,
        GitLimits limits,
        CancellationToken stopping)
    {
        var relay = new PackRelay(listing.Format, limits);
        var reports = pushes
            .Select(push => (push, tap: relay.AddTap()))
            .ToList()
            .ConvertAll(target => PushAsync(target.push, target.tap, stopping));
        var pack = relay.RunAsync(opening => source.FetchAsync(listing, fetch, opening), stopping);
        return new RelayRun(pack, [.. reports]);
    }

    private static async Task<PushReport> PushAsync(RelayPush push, PackTap tap, CancellationToken stopping)
    {
        try
        {
            return await push.Target.PushAsync(push.Listing, push.Commands, tap, stopping);
        }
        finally
        {
            tap.Close();    // whatever happened, the source need not wait for this one
        }
    }
}

/// <summary>One target's part of a relay.</summary>
/// <param name="Target">Where to push.</param>
/// <param name="Listing">What it had when the commands were made.</param>
/// <param name="Commands">At most as many as the target takes in one push; CodeCommit takes 4,000.</param>
public sealed record RelayPush(GitRemote Target, RefListing Listing, IReadOnlyList<RefCommand> Commands);

/// <summary>A relay under way.</summary>
/// <param name="Pack">Ends when the source has been read; fails when the pack was not whole.</param>
/// <param name="Reports">One for each push, in their order; each ends on its own.</param>
public sealed record RelayRun(Task<PackSummary> Pack, ImmutableArray<Task<PushReport>> Reports);
