namespace ReplicaWorker.Modules;

/// <summary>One client of a service for each region, opened when it is first needed. Thread-safe.</summary>
/// <param name="open">From a region's name to a client, which is thread-safe too.</param>
internal sealed class Regional<TClient>(Func<string, TClient> open) : IDisposable
    where TClient : IDisposable
{
    private readonly Dictionary<string, TClient> _clients = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public TClient In(string region)
    {
        lock (_lock)
        {
            return _clients.TryGetValue(region, out var client) ? client : _clients[region] = open(region);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
