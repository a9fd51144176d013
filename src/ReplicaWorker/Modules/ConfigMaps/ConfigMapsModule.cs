using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Options;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Keeps ConfigMaps in step in every region's cluster.</summary>
/// <remarks>There are no locks: after a write the sources are read again, and the round is repeated for those that have moved on.</remarks>
internal sealed partial class ConfigMapsModule(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<ConfigMapsOptions> configMapsOptions,
    RunSwitches switches,
    Fences fences,
    Clusters clusters,
    SourceReader reader,
    ILogger<ConfigMapsModule> log) : IModule<ConfigMapsRequest>
{
    /// <summary>Sources that move under us again and again: somebody else is at work; the next run finds the rest.</summary>
    private const int MaxRounds = 6;

    private readonly ReplicaOptions _replica = replicaOptions.Value;
    private readonly ConfigMapsOptions _options = configMapsOptions.Value;
    private readonly ConfigMapPlanRules _rules = new(
        new(replicaOptions.Value), configMapsOptions.Value.Force, configMapsOptions.Value.MaxDeletes, switches.AllowDeletes);

    public async Task<Outcome> RunAsync(ConfigMapsRequest request, CancellationToken stopping)
    {
        if (WhyNothing(request) is { } reason)
        {
            NothingToDo(reason);
            return Outcome.Nothing;
        }

        ImmutableArray<ConfigMapEntry> entries = [.. _options.Entries.Where(request.Wants)];
        if (entries.IsEmpty && request.Targets.IsEmpty)
        {
            return Outcome.Nothing;    // an event about something that feeds no ConfigMap
        }

        var sources = new ConfigMapsJournal(_replica.PrimaryRegion, switches.DryRun, log);
        ImmutableArray<ClusterSync> regions = [.. Regions(request).Select(region =>
            new ClusterSync(region, _rules, switches.DryRun, region == _replica.PrimaryRegion ? sources : new(region, switches.DryRun, log)))];
        await RunAsync(request, entries, regions, sources, stopping);

        var outcome = regions.Aggregate(Outcome.Nothing, (sum, region) => region.Journal == sources ? sum : sum + region.Journal.Finish());
        var primary = sources.Finish();
        outcome = regions.Any(region => region.Journal == sources) || !primary.Failures.IsEmpty ? outcome + primary : outcome;
        Finished(outcome.Total.Changed, outcome.Total.Unchanged, outcome.Total.Held, outcome.Total.Failed);
        return outcome;
    }

    private async Task RunAsync(
        ConfigMapsRequest request, ImmutableArray<ConfigMapEntry> entries, ImmutableArray<ClusterSync> regions, ConfigMapsJournal sources, CancellationToken stopping)
    {
        var readings = await ReadAsync(entries, sources, stopping);
        foreach (var reading in readings)
        {
            sources.Withheld(reading);
        }

        var isFull = request.IsFull;
        for (var round = 1; ; round++)
        {
            var results = await Task.WhenAll(regions.Select(region => SyncAsync(region, request, readings, isFull && round == 1, stopping)));
            var touched = results.SelectMany(result => result.Written.Concat(result.Moved)).ToHashSet();
            var again = readings.Where(reading => touched.Contains(reading.Entry.Target)).ToImmutableArray();
            if (switches.DryRun || again.IsEmpty)
            {
                return;
            }

            // What was written may be old news by now: the last writer always looks again.
            var fresh = await ReadAsync([.. again.Select(reading => reading.Entry)], sources, stopping);
            var moved = results.SelectMany(result => result.Moved).ToHashSet();
            readings = [.. fresh.Where(reading => moved.Contains(reading.Entry.Target)
                || again.Single(before => before.Entry == reading.Entry).Version != reading.Version)];
            if (readings.IsEmpty)
            {
                return;
            }

            if (round == MaxRounds)
            {
                foreach (var reading in readings)
                {
                    sources.Fail(reading.Entry.Target.ToString(), "keeps moving under us", ExitCode.TryLater);
                }

                return;
            }
        }
    }

    /// <summary>Those that could be read; the others are in the journal, and nothing is concluded from them.</summary>
    private async Task<ImmutableArray<SourceReading>> ReadAsync(ImmutableArray<ConfigMapEntry> entries, ConfigMapsJournal sources, CancellationToken stopping)
    {
        var readings = new ConcurrentBag<SourceReading>();
        await Parallel.ForEachAsync(entries, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stopping }, async (entry, token) =>
        {
            try
            {
                readings.Add(await reader.ReadAsync(entry, token));
            }
            catch (Exception failure) when (IsItems(failure))
            {
                sources.Fail(entry.Target.ToString(), failure);
            }
        });
        return [.. readings.OrderBy(reading => reading.Entry.Target)];
    }

    private async Task<ClusterResult> SyncAsync(
        ClusterSync region, ConfigMapsRequest request, ImmutableArray<SourceReading> readings, bool isFull, CancellationToken stopping)
    {
        var isPrimary = region.Region == _replica.PrimaryRegion;
        try
        {
            if (!isPrimary && await fences.IsFencedAsync(region.Region, stopping))
            {
                region.Journal.Fenced();
                return ClusterResult.Nothing;
            }

            if (await clusters.InAsync(region.Region, stopping) is not { } cluster)
            {
                region.Journal.NoCluster();
                return ClusterResult.Nothing;
            }

            // The primary region's cluster has the originals: only what a secret or parameters feed is written there.
            var concerned = _options.Entries.Where(entry => !isPrimary || entry.Source.IsFed).Select(entry => entry.Target).ToImmutableHashSet();
            var known = _options.Entries.Select(entry => entry.Target).ToImmutableHashSet();
            var work = new ClusterWork(
                [.. readings.Where(reading => concerned.Contains(reading.Entry.Target))],
                concerned,
                known,
                [.. request.Targets.Select(Target).OfType<ConfigMapName>().Where(target => !known.Contains(target))],
                isFull);
            return await region.RunAsync(cluster, work, entry => IsStillGoneAsync(entry, stopping), stopping);
        }
        catch (Exception failure) when (IsItems(failure))
        {
            region.Journal.Fail("all ConfigMaps", failure);
            return ClusterResult.Nothing;
        }
    }

    private async Task<bool> IsStillGoneAsync(ConfigMapEntry entry, CancellationToken stopping) => (await reader.ReadAsync(entry, stopping)).Content is null;

    private IEnumerable<string> Regions(ConfigMapsRequest request)
    {
        if ((request.Region ?? switches.RegionOnly) is { } only)
        {
            return [only];
        }

        return _options.Entries.Any(entry => entry.Source.IsFed) ? [_replica.PrimaryRegion, .. _replica.ReplicationRegions] : _replica.ReplicationRegions;
    }

    /// <exception cref="ConfigurationException">A person asks for what is not configured.</exception>
    private string? WhyNothing(ConfigMapsRequest request)
    {
        if (!_options.Enabled)
        {
            return "ConfigMaps are switched off (ConfigMaps__Enabled, or enabled in configmap-sync-config)";
        }

        if (!_options.Entries.IsEmpty)
        {
            return null;
        }

        var reason = _options.ConfigMapName is { } name
            ? $"no ConfigMap is kept in step: ConfigMaps__ConfigMapName is {name}, and ConfigMaps__Source does not say what it is made from"
            : "no ConfigMap is kept in step: ConfigMaps__Entries names none";
        return request.ByPerson ? throw new ConfigurationException(reason) : reason;
    }

    private static ConfigMapName? Target(string text) => ConfigMapName.Parse(text, "default", out _);

    /// <summary>Whether a failure is one item's or one cluster's: not the run's end, and not a defect of ours.</summary>
    private static bool IsItems(Exception failure) => failure is not OperationCanceledException && Meaning.Of(failure) != ExitCode.Bug;

    [LoggerMessage(LogLevel.Information, "nothing to do: {Reason}")]
    private partial void NothingToDo(string reason);

    [LoggerMessage(LogLevel.Information, "configmaps: {Changed} changed, {Unchanged} in step, {Held} held, {Failed} failed")]
    private partial void Finished(int changed, int unchanged, int held, int failed);
}
