using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Every parameter against its copies: a scan of both sides, and an exact look at what it finds.</summary>
internal sealed class ParameterComparer(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<ParametersOptions> parametersOptions,
    IModule<ParametersRequest> module,
    Fences fences,
    ParameterStore store,
    ParameterReader reader,
    ParameterDigests digests,
    TimeProvider time) : IComparer
{
    /// <summary>Batches of ten looked at exactly at a time in one region.</summary>
    private const int Parallelism = 4;

    private readonly ReplicaOptions _replica = replicaOptions.Value;
    private readonly ParametersOptions _options = parametersOptions.Value;
    private readonly ParameterMark _mark = new(replicaOptions.Value, parametersOptions.Value);

    public ItemKind Kind => ItemKind.Parameter;

    public async Task<ImmutableArray<PairComparison>> CompareAsync(ComparisonScope scope, CancellationToken stopping)
    {
        var pairs = scope.Names is { } names
            ? await Task.WhenAll(scope.Regions.Select(region => LookAsync(region, names, stopping)))
            : await ScanAsync(scope.Regions, stopping);
        return [.. pairs.SelectMany(region => region).OrderBy(pair => pair.Item, StringComparer.Ordinal).ThenBy(pair => pair.Region, StringComparer.Ordinal)];
    }

    public Task<Outcome> RepairAsync(ImmutableArray<string> names, string region, CancellationToken stopping) =>
        module.RunAsync(new(names, Labels: _options.Labels, IsFiltered: false, Region: region), stopping);

    private async Task<IEnumerable<PairComparison>[]> ScanAsync(ImmutableArray<string> regions, CancellationToken stopping)
    {
        var scan = new ParameterScan(_replica.PrimaryRegion, store, reader, digests, _options, _mark, _options.Labels);
        var unread = new ConcurrentDictionary<string, Unreadable>(StringComparer.Ordinal);
        var reading = scan.ReadSourceAsync((name, failure) => unread[name] = Unread(_replica.PrimaryRegion, failure), stopping);
        return await Task.WhenAll(regions.Select(region => ScanAsync(region, scan, reading, unread, stopping)));
    }

    private async Task<IEnumerable<PairComparison>> ScanAsync(
        string region, ParameterScan scan, Task<SourceSnapshot> reading, ConcurrentDictionary<string, Unreadable> unread, CancellationToken stopping)
    {
        var fence = RegionState.OfAsync(fences, region, stopping);
        var listing = TryListAsync(region, stopping);
        var (source, (copies, unlisted), state) = (await reading, await listing, await fence);

        if (copies is null || state.Of(Kind, "", region) is not null)
        {
            // Items whose source could not be read either are among them: the region says enough.
            var whole = unlisted is null || state.Skipped is not null ? state : new RegionState(Unreadable: unlisted);
            return source.Sources.Values.Select(one => one.Name).Concat(unread.Keys).Select(name => whole.Of(Kind, name, region)!);
        }

        var pairs = new ConcurrentQueue<PairComparison>(unread.Select(one => new PairComparison(Kind, one.Key, region) { Unreadable = one.Value }));
        var found = await scan.CompareAsync(Target(region), source, copies, new PairWitness(region, pairs, plan => AwsKeys(source.Sources[ParameterName.Key(plan.Name)], copies.Parameters.GetValueOrDefault(ParameterName.Key(plan.Name)), region)), stopping);
        return [.. pairs, .. await LookAsync(region, [.. found.Differing, .. found.Orphans.Values], stopping)];
    }

    private async Task<(ParameterSnapshot? Copies, Unreadable? Unlisted)> TryListAsync(string region, CancellationToken stopping)
    {
        try
        {
            return (await ParameterSnapshot.ReadAsync(store, region, stopping), null);
        }
        catch (Exception unable) when (ParameterMeaning.IsItems(unable))
        {
            return (null, Unread(region, unable));
        }
    }

    /// <summary>Both sides of these, whole and as of one moment, as the module reads them before it writes.</summary>
    private async Task<IEnumerable<PairComparison>> LookAsync(string region, IReadOnlyCollection<string> names, CancellationToken stopping)
    {
        if (await RegionState.OfAsync(fences, region, stopping) is var state && state.Of(Kind, "", region) is not null)
        {
            return names.Select(name => state.Of(Kind, name, region)!);
        }

        var pairs = new ConcurrentQueue<PairComparison>();
        await Parallel.ForEachAsync(
            names.Chunk(ParameterStore.BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (batch, token) =>
            {
                var sources = reader.ReadAsync(_replica.PrimaryRegion, batch, _options.Labels, token);
                var copies = reader.ReadAsync(region, batch, _options.Labels, token);
                await Task.WhenAll(sources, copies);
                foreach (var name in batch)
                {
                    var key = ParameterName.Key(name);
                    pairs.Enqueue(Pair(name, region, (await sources)[key], (await copies)[key]));
                }
            });
        return pairs;
    }

    private PairComparison Pair(string name, string region, Reading source, Reading copy)
    {
        var pair = new PairComparison(Kind, name, region);
        if ((source.Failure ?? copy.Failure) is { } failure)
        {
            return pair with { Unreadable = Unread(source.Failure is null ? region : _replica.PrimaryRegion, failure) };
        }

        var target = Target(region);
        var plan = target.Plan(name, source.State, copy.State);
        return plan.Verdict == Verdict.LeftAlone
            ? pair with { Skipped = WhyLeftAlone(plan) }
            : pair with
            {
                Differences = new ParameterDifferences(target, _options.MaxDeletes).Of(plan, source.State, copy.State),
                AwsManagedKeys = AwsKeys(source.State, copy.State, region),
            };
    }

    private ImmutableArray<string> AwsKeys(ParameterState? source, ParameterState? copy, string region)
    {
        return [.. Region(source, _replica.PrimaryRegion), .. Region(copy, region)];

        static IEnumerable<string> Region(ParameterState? state, string where) =>
            state?.Type == "SecureString" && KmsKeyMap.AreSame(state.KeyId, KmsKeyMap.Default) ? [where] : [];
    }

    private ParameterTarget Target(string region) => new(region, _replica, _options, _mark, time);

    private static Unreadable Unread(string region, Exception failure) => Unreadable.Of(region, failure) with { Meaning = ParameterMeaning.Of(failure) };

    private static string WhyLeftAlone(ParameterPlan plan) =>
        plan.Remarks.Contains(Remark.IsACopy) ? "it bears a replication mark: a copy is never a source"
        : plan.Remarks.Contains(Remark.Image) ? "of data type aws:ec2:image: image ids are of one region"
        : plan.Remarks.Contains(Remark.RegionalValueSkipped) ? "its value holds an ARN of the primary region (Parameters__SkipRegionalValues)"
        : ParameterName.IsReserved(plan.Name) ? "a fence is of its own region"
        : "it is not ours, and has no source";

    /// <summary>What a scan has settled.</summary>
    private sealed class PairWitness(
        string region, ConcurrentQueue<PairComparison> pairs, Func<ParameterPlan, ImmutableArray<string>> awsKeys) : IParameterWitness
    {
        public void Equal(ParameterPlan plan) => pairs.Enqueue(new(ItemKind.Parameter, plan.Name, region) { AwsManagedKeys = awsKeys(plan) });

        public void LeftAlone(ParameterPlan plan) => pairs.Enqueue(new(ItemKind.Parameter, plan.Name, region) { Skipped = WhyLeftAlone(plan) });

        public void Unread(string name, Exception failure) =>
            pairs.Enqueue(new(ItemKind.Parameter, name, region) { Unreadable = ParameterComparer.Unread(region, failure) });
    }
}
