namespace ReplicaWorker.Modules.Parameters;

/// <summary>A token bucket: so many calls a second, a few of them at once, fewer for a while after the service has throttled.</summary>
/// <param name="perSecond">The most, and what it begins with.</param>
/// <param name="time">Waits run on it.</param>
internal sealed class OperationPace(double perSecond, TimeProvider time)
{
    /// <summary>What a pace never falls below: one call in four seconds.</summary>
    private const double Least = 0.25;

    /// <summary>How much of the full pace each good answer brings back.</summary>
    private const double Recovery = 0.02;

    /// <summary>
    /// What may go at once, of a second's worth. The service has such a bucket too, a second deep: with a smaller one, calls that the network
    /// bunches together still find theirs filled.
    /// </summary>
    private const double Burst = 0.7;

    private readonly Lock _lock = new();
    private readonly double _most = perSecond;
    private double _rate = perSecond;
    private double _tokens = Math.Max(1, perSecond * Burst);
    private readonly TimeProvider _time = time;
    private long _refilled = time.GetTimestamp();

    /// <summary>Calls a second, as of now.</summary>
    public double Rate
    {
        get
        {
            lock (_lock)
            {
                return _rate;
            }
        }
    }

    /// <summary>Takes a token, as soon as there is one: first come, first served.</summary>
    public Task WaitAsync(CancellationToken stopping)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _tokens = Math.Min(Math.Max(1, _most * Burst), _tokens + (_time.GetElapsedTime(_refilled, now).TotalSeconds * _rate));
            _refilled = now;
            _tokens--;
            wait = _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _rate);
        }

        return wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, _time, stopping);
    }

    /// <summary>The service said "too fast": half as fast from now on, and no burst.</summary>
    public void Throttled()
    {
        lock (_lock)
        {
            _rate = Math.Max(Math.Min(Least, _most), _rate / 2);
            _tokens = Math.Min(_tokens, 0);
        }
    }

    public void Answered()
    {
        lock (_lock)
        {
            _rate = Math.Min(_most, _rate + (_most * Recovery));
        }
    }
}
