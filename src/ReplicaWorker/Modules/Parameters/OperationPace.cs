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

    /// <summary>Calls that are under way when the service says "too fast" hear it all: that is one word, not many.</summary>
    private static readonly TimeSpan OneWord = TimeSpan.FromMilliseconds(250);

    /// <summary>Whoever waits looks again after this time at the latest: the pace may be another by then.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly double _most = perSecond;
    private readonly double _burst = Math.Max(1, perSecond * Burst);
    private readonly TimeProvider _time = time;
    private double _rate = perSecond;
    private long _tickets;
    private double _granted = Math.Max(1, perSecond * Burst);
    private long _refilled = time.GetTimestamp();
    private long? _slowed;

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

    /// <summary>Waits for its turn: first come, first served.</summary>
    public async Task WaitAsync(CancellationToken stopping)
    {
        long ticket;
        lock (_lock)
        {
            Refill();
            ticket = ++_tickets;
        }

        while (WaitFor(ticket) is { } wait)
        {
            await Task.Delay(wait < LookEvery ? wait : LookEvery, _time, stopping);
        }
    }

    /// <summary>The service said "too fast": half as fast from now on, and no burst.</summary>
    public void Throttled()
    {
        lock (_lock)
        {
            Refill();
            _granted = Math.Min(_granted, _tickets);
            var now = _time.GetTimestamp();
            if (_slowed is not { } last || _time.GetElapsedTime(last, now) >= OneWord)
            {
                _rate = Math.Max(Math.Min(Least, _most), _rate / 2);
                _slowed = now;
            }
        }
    }

    public void Answered()
    {
        lock (_lock)
        {
            Refill();
            _rate = Math.Min(_most, _rate + (_most * Recovery));
        }
    }

    /// <summary>How long it takes at today's pace until a ticket is due; null when it is.</summary>
    private TimeSpan? WaitFor(long ticket)
    {
        lock (_lock)
        {
            Refill();
            return ticket <= _granted ? null : TimeSpan.FromSeconds((ticket - _granted) / _rate) + TimeSpan.FromTicks(1);
        }
    }

    // What nobody has used is kept up to a burst.
    private void Refill()
    {
        var now = _time.GetTimestamp();
        _granted = Math.Min(_tickets + _burst, _granted + (_time.GetElapsedTime(_refilled, now).TotalSeconds * _rate));
        _refilled = now;
    }
}
