using Amazon.EventBridge.Model;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>Whether the bus that hears of failed runs is there.</summary>
internal sealed class EventBusCheck(CheckClients clients) : ICheckSource
{
    public IEnumerable<CheckItem> Plan(CheckScope scope)
    {
        if (scope.Replica.EventBusName is { Length: > 0 } bus)
        {
            yield return new(scope.Primary, "events", "find the event bus", "events:DescribeEventBus", "iam/task-role-check.json", async token =>
            {
                try
                {
                    await clients.Events(scope.Primary).DescribeEventBusAsync(new() { Name = bus }, token);
                    return Works(bus);
                }
                catch (ResourceNotFoundException missing)
                {
                    throw new MisconfiguredException($"there is no event bus {bus} in {scope.Primary}, which Replica__EventBusName names", missing);
                }
            });
        }
    }
}
