using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Options;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Takes the tag off again: the next run replicates. What was promoted stands in its way then, and the run says so.</summary>
internal sealed class SecretResumption(
    SecretHolds holds, IOptions<ReplicaOptions> replica, RunSwitches switches, ILogger<SecretResumption> log) : IModule<ResumeRequest>
{
    public async Task<Outcome> RunAsync(ResumeRequest request, CancellationToken stopping)
    {
        var journal = new SecretsJournal(switches.DryRun, log);
        var primary = await holds.FindPrimaryAsync(request.Name, stopping);
        var wanted = switches.RegionOnly is { } only
            ? holds.Of(primary).Without(only, replica.Value.ReplicationRegions)
            : ReplicationHold.None;
        await holds.SetAsync(primary, wanted, journal, stopping);
        return journal.Outcome;
    }
}
