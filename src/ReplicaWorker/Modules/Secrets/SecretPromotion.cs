using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Options;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Makes the replica in one region a secret of its own, for a failover.</summary>
/// <remarks>
/// The tag on the primary goes first, so that a kill in between is safe. It is given little time: in a disaster there may be no
/// primary region to answer, and the replica region is what counts then. A fence does not stop it: whoever fails over sets one.
/// </remarks>
internal sealed class SecretPromotion(
    SecretStore store,
    SecretHolds holds,
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<SecretsOptions> secretsOptions,
    RunSwitches switches,
    TimeProvider time,
    ILogger<SecretPromotion> log) : IModule<PromoteRequest>
{
    /// <summary>For the tag, all attempts together.</summary>
    private static readonly TimeSpan TagLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly string _primaryRegion = replicaOptions.Value.PrimaryRegion;
    private readonly TimeSpan _limit = secretsOptions.Value.ReplicaTimeout;

    public async Task<Outcome> RunAsync(PromoteRequest request, CancellationToken stopping)
    {
        if (!request.IsConfirmed && !switches.DryRun)
        {
            throw new UsageException("secrets promote cuts the replica off from its primary for good: --yes confirms, --dry-run shows");
        }

        if (switches.RegionOnly is { } only && only != request.Region)
        {
            throw new UsageException($"--region {request.Region} and --region-only {only} contradict each other");
        }

        var journal = new SecretsJournal(switches.DryRun, log);
        var id = SecretArn.In(request.Name, request.Region);
        var replica = await store.FindAsync(request.Region, id, stopping)
            ?? throw new ItemFailedException($"there is no secret {request.Name} in {request.Region}");

        switch (replica.In(request.Region, _primaryRegion))
        {
            case Standing.OurReplica:
                await TagAsync(replica.Name, request.Region, journal, stopping);
                await PromoteAsync(replica, request.Region, journal, stopping);
                break;
            case Standing.Standalone or Standing.Primary:
                await TagAsync(replica.Name, request.Region, journal, stopping);
                journal.Unchanged(request.Region, replica.Name, $"no replica, so that there is nothing to promote: {replica.Arn}");
                break;
            case var other:
                throw new ItemFailedException($"in {request.Region} stands {other.Describe(replica, request.Region, replica)}");
        }

        return journal.Outcome;
    }

    private async Task TagAsync(string name, string region, SecretsJournal journal, CancellationToken stopping)
    {
        using var timer = new CancellationTokenSource(TagLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, timer.Token);
        try
        {
            if (await store.FindAsync(_primaryRegion, name, both.Token) is { DeletedDate: null } primary)
            {
                await holds.SetAsync(primary, holds.Of(primary).With(region), journal, both.Token);
            }
        }
        catch (Exception unable) when (!stopping.IsCancellationRequested && Meaning.Of(unable) != ExitCode.Bug)
        {
            var why = unable is OperationCanceledException ? $"no answer within {TagLimit:c}" : OneLine.Of(unable.Message, longest: 160);
            journal.Fail(
                _primaryRegion,
                name,
                $"the primary could not be tagged {holds.Key}={region} ({why}); \"fence set --region {region}\" keeps replication away until \"secrets promote\" has been repeated",
                unable is OperationCanceledException ? ExitCode.TryLater : Meaning.Of(unable));
        }
    }

    private async Task PromoteAsync(SecretState replica, string region, SecretsJournal journal, CancellationToken stopping)
    {
        try
        {
            if (!switches.DryRun)
            {
                await store.StopReplicationAsync(region, replica.Arn, stopping);
                if (!await IsOnItsOwnAsync(replica, region, stopping))
                {
                    throw new TryLaterException($"still a replica after {_limit:c} (Secrets__ReplicaTimeout)");
                }
            }

            journal.Changed(region, replica.Name, $"promoted to a secret of its own ({replica.Arn})");
        }
        catch (Exception failure) when (failure is not OperationCanceledException && Meaning.Of(failure) != ExitCode.Bug)
        {
            journal.Fail(region, replica.Name, failure);    // beside what is to be said of the primary
        }
    }

    /// <summary>The proof: the region no longer calls it a replica.</summary>
    private async Task<bool> IsOnItsOwnAsync(SecretState replica, string region, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        while ((await store.FindAsync(region, replica.Arn, stopping)).In(region, _primaryRegion) == Standing.OurReplica)
        {
            if (time.GetElapsedTime(started) > _limit)
            {
                return false;
            }

            await Task.Delay(LookEvery, time, stopping);
        }

        return true;
    }
}
