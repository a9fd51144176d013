using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Every repository against its replicas: refs by the listings of both sides, and what the API says of both. No pack moves.</summary>
internal sealed class RepositoryComparer(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<GitMirrorOptions> mirrorOptions,
    IModule<MirrorRequest> module,
    MirrorRepositories repositories,
    MirrorStore store,
    MirrorRetry retry,
    Fences fences) : IComparer
{
    /// <summary>Repositories compared at a time.</summary>
    private const int Parallelism = 4;

    private readonly string _primaryRegion = replicaOptions.Value.PrimaryRegion;
    private readonly GitMirrorOptions _options = mirrorOptions.Value;

    public ItemKind Kind => ItemKind.Repository;

    public async Task<ImmutableArray<PairComparison>> CompareAsync(ComparisonScope scope, CancellationToken stopping)
    {
        var pairs = new ConcurrentBag<PairComparison>();
        var names = scope.Names?.ToAsyncEnumerable() ?? store.ListNamesAsync(_primaryRegion, stopping).Where(_options.RepositoryFilter.Includes);
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (name, token) =>
            {
                foreach (var pair in await CompareAsync(name, scope.Regions, token))
                {
                    pairs.Add(pair);
                }
            });
        return [.. pairs.OrderBy(pair => pair.Item, StringComparer.Ordinal).ThenBy(pair => pair.Region, StringComparer.Ordinal)];
    }

    public Task<Outcome> RepairAsync(ImmutableArray<string> names, string region, CancellationToken stopping) =>
        module.RunAsync(new(names, IsFiltered: false, Region: region), stopping);

    private async Task<PairComparison[]> CompareAsync(string name, ImmutableArray<string> regions, CancellationToken stopping)
    {
        var source = repositories.Source(name, hint: null, stopping);
        try
        {
            if (!_options.Repositories.ContainsKey(name) && repositories.Mark.IsCopy(await source.TagsAsync(stopping)))
            {
                return [.. regions.Select(region => new PairComparison(Kind, name, region) { Skipped = "it is itself a replica (tag ReplicationStatus), never a source" })];
            }
        }
        catch (Exception unable) when (IsItems(unable))
        {
            var unreadable = Unreadable.Of(_primaryRegion, unable, "whether it is a source: ");
            return [.. regions.Select(region => new PairComparison(Kind, name, region) { Unreadable = unreadable })];
        }

        return await Task.WhenAll(regions.Select(region => CompareAsync(source, region, stopping)));
    }

    private async Task<PairComparison> CompareAsync(MirrorSource source, string region, CancellationToken stopping)
    {
        if ((await RegionState.OfAsync(fences, region, stopping)).Of(Kind, source.Name, region) is { } whole)
        {
            return whole;
        }

        var pair = new PairComparison(Kind, source.Name, region);
        var comparison = new ReplicaComparison(source, () => repositories.Replica(region, source.Name), region, _primaryRegion, store, _options);
        try
        {
            return pair with { Differences = await retry.ExecuteAsync(comparison.RunAsync, stopping) };
        }
        catch (Exception unable) when (IsItems(unable))
        {
            return pair with { Unreadable = Unreadable.Of(comparison.Reading ?? region, unable) };
        }
    }

    private static bool IsItems(Exception failure) => failure is not OperationCanceledException && Meaning.Of(failure) != ExitCode.Bug;
}
