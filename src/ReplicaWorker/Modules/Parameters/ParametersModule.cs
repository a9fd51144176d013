using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Copies parameters of the primary region to every replica region.</summary>
internal sealed partial class ParametersModule(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<ParametersOptions> parametersOptions,
    RunSwitches switches,
    RunOutput output,
    Fences fences,
    ParameterStore store,
    ParameterReader reader,
    ParameterWriter writer,
    ParameterDigests digests,
    TimeProvider time,
    ILogger<ParametersModule> log) : IModule<ParametersRequest>
{
    /// <summary>Batches of ten brought in step at a time in one region.</summary>
    private const int Parallelism = 4;

    private readonly ReplicaOptions _replica = replicaOptions.Value;
    private readonly ParametersOptions _options = parametersOptions.Value;
    private readonly ParameterMark _mark = new(replicaOptions.Value, parametersOptions.Value);

    public async Task<Outcome> RunAsync(ParametersRequest request, CancellationToken stopping)
    {
        var sources = new ParameterJournal(_replica.PrimaryRegion, switches.DryRun, log);
        List<ParameterRegion> regions = [.. Regions(request).Select(region => Open(region, sources, stopping))];
        await (request.All ? SyncAsync(request, regions, sources, stopping) : CopyAsync(request, regions, sources, stopping));

        var outcome = regions.Aggregate(Outcome.Nothing, (sum, region) => sum + region.Journal.Finish());
        var unread = sources.Finish();
        Copied(outcome.Total.Changed, outcome.Total.Unchanged, outcome.Total.Held, outcome.Total.Failed + unread.Total.Failed);
        return unread.Failures.IsEmpty ? outcome : outcome + unread;
    }

    private ParameterRegion Open(string region, ParameterJournal sources, CancellationToken stopping) => new(
        new(region, _replica, _options, _mark, time),
        _options,
        switches,
        new(region, switches.DryRun, log, sources),
        fences.IsFencedAsync(region, stopping));

    /// <summary>Named parameters: every region on its own, from one shared first reading of the sources.</summary>
    private async Task CopyAsync(ParametersRequest request, List<ParameterRegion> regions, ParameterJournal sources, CancellationToken stopping)
    {
        var permits = regions.ToDictionary(region => region.Name, _ => DeletionPermit.UpTo(switches.AllowDeletes ?? _options.MaxDeletes), StringComparer.Ordinal);
        foreach (var batch in Names(request, sources).Chunk(ParameterStore.BatchSize))
        {
            var first = reader.ReadAsync(_replica.PrimaryRegion, batch, request.Labels, stopping);
            await Task.WhenAll(regions.Select(region => TryAsync(region, () =>
                Convergence(region, request).RunAsync(batch, first, permits[region.Name], sources.Fail, stopping))));
            if (!request.IsFiltered)
            {
                ReportUnknown(await first, regions, sources);
            }
        }
    }

    private async Task SyncAsync(ParametersRequest request, List<ParameterRegion> regions, ParameterJournal sources, CancellationToken stopping)
    {
        var labels = request.Labels || _options.Labels;
        var scan = new ParameterScan(_replica.PrimaryRegion, store, reader, digests, _options, _mark, labels);
        var source = scan.ReadSourceAsync(sources.Fail, stopping);
        await using var progress = new ParameterProgress(regions, output, time, log);
        await Task.WhenAll(regions.Select(region => TryAsync(region, () => SyncAsync(region, scan, source, request with { Labels = labels }, progress, sources, stopping))));
        try
        {
            await source;
        }
        catch (Exception unread) when (ParameterMeaning.IsItems(unread))
        {
            sources.Fail("all parameters", unread);
        }
    }

    private async Task SyncAsync(
        ParameterRegion region,
        ParameterScan scan,
        Task<SourceSnapshot> source,
        ParametersRequest request,
        ParameterProgress progress,
        ParameterJournal sources,
        CancellationToken stopping)
    {
        var listing = ParameterSnapshot.ReadAsync(store, region.Name, stopping);
        if (await region.Fence)
        {
            await ((Task)listing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            region.Journal.Fenced();
            return;
        }

        var copies = await listing;
        if (await source.ContinueWith(read => read.IsCompletedSuccessfully ? read.Result : null, stopping, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            is not { } everything)
        {
            return;   // reported once, for the primary region
        }

        progress.Expect(region.Name, everything.Sources.Count);
        var found = await scan.CompareAsync(region.Target, everything, copies, region.Journal, stopping);
        var orphans = Braked(region, found.Orphans, everything);
        var permit = DeletionPermit.For(orphans.Keys.ToHashSet(StringComparer.Ordinal));
        await Parallel.ForEachAsync(
            found.Differing.Concat(orphans.Values).Order(StringComparer.Ordinal).Chunk(ParameterStore.BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (batch, token) => await Convergence(region, request).RunAsync(batch, first: null, permit, sources.Fail, token));
    }

    /// <summary>The orphans that this run may delete: all, or none.</summary>
    private IReadOnlyDictionary<string, string> Braked(ParameterRegion region, IReadOnlyDictionary<string, string> orphans, SourceSnapshot source)
    {
        var isEmpty = source.Everything.Parameters.Count == 0;
        if (DeletionBrake.WhyHeld(orphans.Count, isEmpty, _options.MaxDeletes, switches.AllowDeletes) is not { } reason)
        {
            return orphans;
        }

        region.Journal.Held([.. orphans.Values], reason);
        return ImmutableDictionary<string, string>.Empty;
    }

    private ParameterConvergence Convergence(ParameterRegion region, ParametersRequest request) =>
        new(region, reader, writer, new SourceCheck(_replica.PrimaryRegion, store, reader), request.Labels, time);

    /// <summary>One region's failure does not stop the others; a defect of ours, and the end of the run, do.</summary>
    private static async Task TryAsync(ParameterRegion region, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (ParameterMeaning.IsItems(failure))
        {
            region.Journal.Fail("all parameters", failure);
        }
    }

    /// <summary>Plain names, each once; ARNs are taken apart, and what is no name is reported.</summary>
    private IEnumerable<string> Names(ParametersRequest request, ParameterJournal sources)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in request.Names)
        {
            var name = ParameterName.KeyOfArn(given) ?? given;
            if (!ParameterName.IsPlain(name))
            {
                sources.Fail(given, "is neither a parameter's name nor its ARN (a version or label after a colon would be an older value)", ExitCode.SomeFailed);
            }
            else if (ParameterName.IsReserved(name) || (request.IsFiltered && !_options.Filter.Includes(name)))
            {
                LeftOut(name);
            }
            else if (seen.Add(ParameterName.Key(name)))
            {
                yield return name;
            }
        }
    }

    /// <summary>A name that a person gave and nobody knows is a mistake, not a deletion.</summary>
    private void ReportUnknown(Dictionary<string, Reading> read, List<ParameterRegion> regions, ParameterJournal sources)
    {
        foreach (var (name, _) in read.Where(reading => reading.Value is { State: null, Failure: null } && !regions.Any(region => region.Journal.Knows(reading.Key))))
        {
            sources.Fail(name, $"there is no such parameter in {_replica.PrimaryRegion}, and no copy of ours", ExitCode.SomeFailed);
        }
    }

    private IEnumerable<string> Regions(ParametersRequest request) =>
        (request.Region ?? switches.RegionOnly) is { } only ? [only] : _replica.ReplicationRegions;

    [LoggerMessage(LogLevel.Information, "{Parameter}: left out by Parameters__Include and Parameters__Exclude, or a fence or probe")]
    private partial void LeftOut(string parameter);

    [LoggerMessage(LogLevel.Information, "parameters: {Changed} changed, {Unchanged} in step, {Held} held, {Failed} failed")]
    private partial void Copied(int changed, int unchanged, int held, int failed);
}
