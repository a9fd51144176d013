using System.Collections.Immutable;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>One repository against its replica in one region. Lists, plans, and takes no step.</summary>
/// <param name="source">Shared by all regions.</param>
/// <param name="open">Opens the replica afresh.</param>
/// <param name="region">The replica's.</param>
/// <param name="primaryRegion">The source's.</param>
/// <param name="store">The CodeCommit API.</param>
/// <param name="options">What is mirrored, and what is held.</param>
internal sealed class ReplicaComparison(
    MirrorSource source, Func<ReplicaRepository> open, string region, string primaryRegion, MirrorStore store, GitMirrorOptions options)
{
    /// <summary>The region that is being read, to be named when it fails.</summary>
    public string? Reading { get; private set; }

    private RepositoryDifferences Differences => new(source.Name, region);

    /// <remarks>The replica is listed before the source, as the mirror does: a push in between makes the replica look old, never new.</remarks>
    public async Task<ImmutableArray<Difference>> RunAsync(CancellationToken stopping)
    {
        Reading = region;
        var replica = open();
        if (source.Remote.Repository == replica.Remote.Repository)
        {
            throw new ItemFailedException($"{replica.Name} in {region} is at the same address as its source: see GitMirror__Endpoint");
        }

        var listing = await replica.ListAsync(_ => Task.FromResult(false), stopping);
        if (listing is not null && (await replica.ClaimAsync(listing, adopt: false, stopping)).Refusal is { } reason)
        {
            return [RepositoryDifferences.Foreign(reason)];
        }

        Reading = primaryRegion;
        var seen = await source.ListAsync(stopping);    // also of a missing replica: a source that is gone needs none
        if (listing is null)
        {
            return [Differences.Missing(replica.Name, options.CreateMissing)];
        }

        var defaultBranch = new DefaultBranch(source, replica, store, options);
        return [.. await RefsAsync(defaultBranch, seen, listing, stopping), .. await OthersAsync(defaultBranch, replica, seen, stopping)];
    }

    private async Task<ImmutableArray<Difference>> RefsAsync(DefaultBranch defaultBranch, RefListing seen, RefListing listing, CancellationToken stopping)
    {
        if (seen.Format != listing.Format)
        {
            throw new ItemFailedException($"{source.Name} has {seen.Format} objects, its replica in {region} has {listing.Format}: no pack fits both");
        }

        var comparison = RefComparison.Compute(seen.Refs, listing.Refs, options.RefFilter);
        var (sourceDefault, replicaDefault) = await defaultBranch.NamesAsync(comparison, seen, stopping);
        var isKnown = await source.KnownAsync(comparison, seen, stopping);
        var rules = new RefPlanRules(
            isKnown, options.Diverged, options.MaxDeletes, AllowDeletes: null, SourceIsEmpty: seen.Refs.IsEmpty, sourceDefault, replicaDefault);
        return Differences.Of(RefPlanner.Plan(comparison, listing, rules), isKnown);
    }

    /// <summary>What git cannot say. An API that cannot be asked leaves the pair unreadable, whatever the refs are.</summary>
    private async Task<List<Difference>> OthersAsync(DefaultBranch defaultBranch, ReplicaRepository replica, RefListing seen, CancellationToken stopping)
    {
        var found = new List<Difference>();
        var wanted = await source.Metadata;
        var branch = await defaultBranch.ShortNameAsync(seen);
        Reading = region;
        if (await replica.MetadataAsync(stopping) is not { } current || wanted is null)
        {
            return found;    // a git server without the API has nothing else to compare
        }

        if (branch is not null && branch != current.DefaultBranch)
        {
            found.Add(Differences.DefaultBranch(branch, current.DefaultBranch));
        }

        if ((wanted.RepositoryDescription ?? "") != (current.RepositoryDescription ?? ""))
        {
            found.Add(Differences.Description());
        }

        return found;
    }
}
