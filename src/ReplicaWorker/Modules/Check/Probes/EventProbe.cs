using Amazon.EventBridge;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Alerts;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>Whether we could tell of a failed run: by an event that no rule waits for.</summary>
internal sealed class EventProbe(CheckClients clients, ProbeName name) : IProbeSource
{
    public IEnumerable<Probe> Plan(CheckScope scope)
    {
        if (scope.Replica.EventBusName is { Length: > 0 } bus)
        {
            yield return new(
                scope.Primary,
                [
                    new(new(scope.Primary, "events", "tell of failed runs", "events:PutEvents", "iam/task-role.json", async token =>
                    {
                        var answer = await clients.Events(scope.Primary).PutEventsAsync(
                            new() { Entries = [new() { Source = Alert.Source, DetailType = Alert.Probe, Detail = $$"""{"runId":"{{name.Id}}"}""", EventBusName = bus }] },
                            token);
                        return answer.FailedEntryCount > 0
                            ? throw new ItemFailedException($"{answer.Entries?[0].ErrorCode}: {answer.Entries?[0].ErrorMessage}")
                            : Works(bus);
                    })),
                ],
                Removal: null);
        }
    }
}
