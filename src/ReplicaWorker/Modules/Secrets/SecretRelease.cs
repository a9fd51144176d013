using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Takes the replicas of a secret away, so that it can be deleted: AWS refuses to delete a secret that has replicas.</summary>
/// <remarks>The tag goes first: killed in between, nothing is lost, and no event brings a replica back.</remarks>
internal sealed class SecretRelease(
    SecretHolds holds, SecretReplication replication, Fences fences, RunSwitches switches, ILogger<SecretRelease> log) : IModule<ReleaseRequest>
{
    public async Task<Outcome> RunAsync(ReleaseRequest request, CancellationToken stopping)
    {
        if (!request.IsConfirmed && !switches.DryRun)
        {
            throw new UsageException("secrets release deletes the replicas at once, without a recovery window: --yes confirms, --dry-run shows");
        }

        var journal = new SecretsJournal(switches.DryRun, log);
        var primary = await holds.FindPrimaryAsync(request.Name, stopping);
        var gates = new RegionGates(fences);
        var regions = primary.Replicas.Select(entry => entry.Region)
            .Where(region => switches.RegionOnly is null || switches.RegionOnly == region)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var open = await gates.OpenAsync(regions, journal, stopping);
        var plan = new SecretPlan(primary.Name, primary.Arn)
        {
            Steps = [.. open.Select(region => new SecretStep.Remove(region, "a replica", "released by hand"))],
        };

        await holds.SetAsync(
            primary, switches.RegionOnly is { } only ? holds.Of(primary).With(only) : ReplicationHold.All, journal, stopping);
        journal.Planned(plan);
        if (!switches.DryRun)
        {
            await replication.ApplyAsync(plan, journal, stopping);
        }

        return journal.Outcome;
    }
}
