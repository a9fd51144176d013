using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting.Output;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Says how far a full sync is: a log line every ten seconds, at a terminal one line that counts.</summary>
internal sealed partial class ParameterProgress : IAsyncDisposable
{
    private static readonly TimeSpan EveryLine = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EveryStatus = TimeSpan.FromMilliseconds(250);

    private readonly IReadOnlyList<ParameterRegion> _regions;
    private readonly RunOutput _output;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, int> _expected = new(StringComparer.Ordinal);
    private readonly ITimer _timer;

    public ParameterProgress(IReadOnlyList<ParameterRegion> regions, RunOutput output, TimeProvider time, ILogger log)
    {
        (_regions, _output, _log) = (regions, output, log);
        var every = output.IsTerminal ? EveryStatus : EveryLine;
        _timer = time.CreateTimer(_ => Tell(), state: null, every, every);
    }

    /// <summary>How many parameters a region is to have, once that is known.</summary>
    public void Expect(string region, int count) => _expected[region] = count;

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _output.ShowStatus("");
    }

    private void Tell()
    {
        if (_output.IsTerminal)
        {
            _output.ShowStatus(string.Join("   ", _regions.Select(region => _expected.TryGetValue(region.Name, out var count)
                ? $"{region.Name} {region.Journal.Done}/{count}"
                : $"{region.Name} listing")));
            return;
        }

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
