using System.Collections.Concurrent;

namespace ReplicaWorker.Modules;

/// <summary>One client of a service for each region, opened when it is first needed.</summary>
/// <param name="open">From a region's name to a client, which is thread-safe.</param>
internal sealed class Regional<TClient>(Func<string, TClient> open) : IDisposable
    where TClient : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TClient>> _clients = new(StringComparer.Ordinal);

    public TClient In(string region) => _clients.GetOrAdd(region, name => new(() => open(name))).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }
}
