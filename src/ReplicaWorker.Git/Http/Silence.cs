namespace ReplicaWorker.Git.Http;

/// <summary>Ends an operation that makes no progress: each step restarts the clock.</summary>
internal sealed class Silence : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _stopping;
    private readonly TimeSpan _limit;
    private readonly string _host;

    public Silence(string host, TimeSpan limit, CancellationToken stopping)
    {
        _host = host;
        _limit = limit;
        _stopping = stopping;
        _source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <summary>Does one step, within the limit.</summary>
    /// <exception cref="GitTransportException">The other side was silent for too long, or the connection broke.</exception>
    public async ValueTask<T> StepAsync<T>(Func<CancellationToken, ValueTask<T>> step)
    {
        _source.CancelAfter(_limit);
        try
        {
            return await step(_source.Token);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            throw new GitTransportException($"{_host} was silent for {_limit.TotalSeconds:0} seconds");
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException)
        {
            throw new GitTransportException($"the connection to {_host} broke: {Printable.Line(e.Message)}", e);
        }
        finally
        {
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _source.Dispose();
}
