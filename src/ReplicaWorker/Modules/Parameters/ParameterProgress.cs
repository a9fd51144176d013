using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Says every ten seconds how far a full sync is.</summary>
internal sealed partial class ParameterProgress : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<ParameterRegion> _regions;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, int> _expected = new(StringComparer.Ordinal);
    private readonly ITimer _timer;

    public ParameterProgress(IReadOnlyList<ParameterRegion> regions, TimeProvider time, ILogger log)
    {
        (_regions, _log) = (regions, log);
        _timer = time.CreateTimer(_ => Tell(), state: null, Every, Every);
    }

    /// <summary>How many parameters a region is to have.</summary>
    public void Expect(string region, int count) => _expected[region] = count;

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tell()
    {
        foreach (var region in _regions)
        {
            if (_expected.TryGetValue(region.Name, out var count))
            {
                Progressed(region.Name, region.Journal.Done, count);
            }
            else
            {
                Listing(region.Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Region}: {Done} of {Count} parameters")]
    private partial void Progressed(string region, int done, int count);

    [LoggerMessage(LogLevel.Information, "{Region}: listing parameters")]
    private partial void Listing(string region);
}
