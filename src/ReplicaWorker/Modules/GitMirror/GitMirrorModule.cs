using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;
using Outcome = ReplicaWorker.Hosting.Outcome;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Mirrors repositories of the primary region to every replica region.</summary>
internal sealed partial class GitMirrorModule(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<GitMirrorOptions> mirrorOptions,
    RunSwitches switches,
    GitRemotes remotes,
    MirrorStore store,
    Fences fences,
    MirrorRetry retry,
    FirstConnection connection,
    TimeProvider time,
    ILogger<GitMirrorModule> log) : IModule<MirrorRequest>
{
    /// <summary>Repositories mirrored at a time. Each moves at most one pack, so this bounds memory too.</summary>
    private const int Parallelism = 4;

    private readonly ReplicaOptions _replica = replicaOptions.Value;
    private readonly GitMirrorOptions _options = mirrorOptions.Value;
    private readonly OwnershipMark _mark = new(replicaOptions.Value);

    public async Task<Outcome> RunAsync(MirrorRequest request, CancellationToken stopping)
    {
        var outcomes = new ConcurrentBag<Outcome>();
        await Parallel.ForEachAsync(
            NamesAsync(request, stopping),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (name, token) => outcomes.Add(await MirrorAsync(name, request, token)));
        return outcomes.Aggregate(Outcome.Nothing, Outcome.Add);
    }

    private async IAsyncEnumerable<string> NamesAsync(
        MirrorRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        var names = request.All ? store.ListNamesAsync(_replica.PrimaryRegion, stopping) : request.Repositories.ToAsyncEnumerable();
        await foreach (var name in names)
        {
            if (!request.IsFiltered || _options.RepositoryFilter.Includes(name))
            {
                yield return name;
            }
            else
            {
                LeftOut(name);
            }
        }
    }

    private async Task<Outcome> MirrorAsync(string name, MirrorRequest request, CancellationToken stopping)
    {
        var isNamed = _options.Repositories.ContainsKey(name);
        var source = new MirrorSource(
            name,
            remotes.Open(_replica.PrimaryRegion, name),
            () => store.FindAsync(_replica.PrimaryRegion, name, stopping),
            (arn, token) => store.TagsAsync(_replica.PrimaryRegion, arn, token),
            request.Hint,
            _options,
            log);

        if (!isNamed && await CopyOfAsync(source, stopping) is { } notOurs)
        {
            return notOurs;
        }

        List<ReplicaRepository> replicas = [.. Regions().Select(region => Open(region, _options.ReplicaOf(name), isNamed))];
        var started = time.GetTimestamp();
        var outcome = await new RepositoryMirror(source, replicas, store, fences, _options, connection, time, log)
            .RunAsync(region => Settings(region, request), retry, stopping);
        Mirrored(
            name,
            outcome.Total.Changed,
            outcome.Total.Unchanged,
            outcome.Total.Held,
            outcome.Total.Failed,
            source.Remote.Traffic.Requests,
            replicas.Sum(r => r.Remote.Traffic.Requests),
            source.Remote.Traffic.BytesReceived,
            replicas.Sum(r => r.Remote.Traffic.BytesSent),
            (long)time.GetElapsedTime(started).TotalMilliseconds);
        return outcome;
    }

    /// <summary>What carries anybody's replica mark is a copy, never a source: two installations must not mirror in a circle.</summary>
    /// <returns>The outcome when it is a copy, or when nobody can say; null when it may be mirrored.</returns>
    private async Task<Outcome?> CopyOfAsync(MirrorSource source, CancellationToken stopping)
    {
        try
        {
            if (!_mark.IsCopy(await source.TagsAsync(stopping)))
            {
                return null;
            }
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            var failure = new Failure(_replica.PrimaryRegion, source.Name, "whether it is a source cannot be told: " + OneLine.Of(unable.Message), Meaning.Of(unable));
            return Outcome.Of(_replica.PrimaryRegion, default, failure);
        }

        IsACopy(source.Name);
        return Outcome.Nothing;
    }

    private IEnumerable<string> Regions() => switches.RegionOnly is { } only ? [only] : _replica.ReplicationRegions;

    private ReplicaRepository Open(string region, string name, bool isNamed) =>
        new(region, name, isNamed, remotes.Open(region, name), store, _mark);

    private MirrorSettings Settings(string region, MirrorRequest request) => new(
        _options.RefFilter,
        _options.Diverged,
        _options.MaxDeletes,
        switches.AllowDeletes,
        _options.CreateMissing,
        _options.KmsKeys.GetValueOrDefault(region),
        request.Adopt,
        switches.DryRun);

    [LoggerMessage(LogLevel.Information, "{Repository}: left out by GitMirror__Include and GitMirror__Exclude")]
    private partial void LeftOut(string repository);

    [LoggerMessage(LogLevel.Information, "{Repository}: is itself a replica (tag ReplicationStatus), never a source")]
    private partial void IsACopy(string repository);

    [LoggerMessage(
        LogLevel.Information,
        "{Repository}: {Changed} changed, {Unchanged} in step, {Held} held, {Failed} failed ({SourceRequests} requests to the source, " +
        "{ReplicaRequests} to replicas, {BytesRead} bytes read, {BytesWritten} written, {DurationMs} ms)")]
    private partial void Mirrored(
        string repository,
        int changed,
        int unchanged,
        int held,
        int failed,
        long sourceRequests,
        long replicaRequests,
        long bytesRead,
        long bytesWritten,
        long durationMs);
}
