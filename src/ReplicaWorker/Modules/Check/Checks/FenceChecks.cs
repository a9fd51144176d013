using ReplicaWorker.Modules.Fence;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>Whether each region's fence can be read, and whether replication is switched on at all.</summary>
internal sealed class FenceChecks(Fences fences) : ICheckSource
{
    public IEnumerable<CheckItem> Plan(CheckScope scope) =>
    [
        new(scope.Primary, "replication", "run", "", "", _ => Task.FromResult(scope.Replica.SyncEnabled
            ? Works()
            : Warns("paused: Replica__SyncEnabled, or syncEnabled in cross-region-config, is false"))),
        .. scope.Replicas.Select(region => new CheckItem(region, "ssm", "read the fence", "ssm:GetParameter", "iam/task-role.json", async token =>
            await fences.IsFencedAsync(region, token)
                ? Warns($"fenced: nothing is written here until \"fence clear --region {region}\"")
                : Works("open"))),
    ];
}
