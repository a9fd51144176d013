using Amazon;
using Amazon.EventBridge;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Alerts;

/// <summary>Puts an alert on the event bus of the primary region, where rules take it to people.</summary>
internal sealed class Alerter(IOptions<ReplicaOptions> options, AWSCredentials credentials)
{
    /// <summary>A run that has failed because nothing answers shall not hang over saying so.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <exception cref="ItemFailedException">The bus has refused the entry.</exception>
    /// <exception cref="TimeoutException">Nobody answered in time.</exception>
    public Task SendAsync(Alert alert, CancellationToken stopping) =>
        options.Value.EventBusName is { Length: > 0 } bus
            ? Task.Run(() => PutAsync(alert, bus, stopping), stopping).WaitAsync(Limit, stopping)   // looking for credentials does not heed a token
            : Task.CompletedTask;

    private async Task PutAsync(Alert alert, string bus, CancellationToken stopping)
    {
        using var client = new AmazonEventBridgeClient(
            credentials,
            new AmazonEventBridgeConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(options.Value.PrimaryRegion), MaxErrorRetry = 1 });
        var answer = await client.PutEventsAsync(
            new() { Entries = [new() { Source = Alert.Source, DetailType = alert.DetailType, Detail = alert.Detail, EventBusName = bus }] },
            stopping);

        // PutEvents succeeds although an entry has failed.
        if (answer.FailedEntryCount > 0)
        {
            var entry = answer.Entries?.FirstOrDefault();
            throw new ItemFailedException($"{entry?.ErrorCode}: {entry?.ErrorMessage}");
        }
    }
}
