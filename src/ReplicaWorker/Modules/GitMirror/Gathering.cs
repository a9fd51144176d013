namespace ReplicaWorker.Modules.GitMirror;

/// <summary>
/// Replicas that reach the same point together share one piece of work there: one listing of the source, one read of a pack.
/// Whoever is late, or has left, goes alone, and holds nobody up for longer than the window.
/// </summary>
/// <param name="members">How many are expected.</param>
/// <param name="window">How long the first may have to wait for the last.</param>
/// <param name="time">The clock of the window.</param>
/// <param name="work">Called once, with what each member brought; gives each its share, in the same order.</param>
internal sealed class Gathering<TOffer, TShare>(
    int members, TimeSpan window, TimeProvider time, Func<IReadOnlyList<TOffer>, IReadOnlyList<Task<TShare>>> work)
{
    private readonly Lock _lock = new();
    private readonly List<(TOffer Offer, TaskCompletionSource<Task<TShare>> Share)> _offers = [];
    private int _missing = members;
    private bool _isOver;

    /// <summary>Brings an offer and waits for the others.</summary>
    /// <returns>This member's share of the work; null when the work was done without it.</returns>
    public async Task<Task<TShare>?> JoinAsync(TOffer offer, CancellationToken stopping)
    {
        var share = new TaskCompletionSource<Task<TShare>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isOver)
            {
                return null;
            }

            _offers.Add((offer, share));
        }

        OneLess();
        try
        {
            await share.Task.WaitAsync(window, time, stopping);
        }
        catch (TimeoutException)
        {
            Begin();
        }

        return await share.Task.WaitAsync(stopping);
    }

    /// <summary>Says that one member will not come.</summary>
    public void Leave() => OneLess();

    private void OneLess()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --_missing == 0;
        }

        if (isLast)
        {
            Begin();
        }
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        if (_offers.Count == 0)
        {
            return;
        }

        var shares = work([.. _offers.Select(o => o.Offer)]);
        foreach (var (offer, share) in _offers.Zip(shares))
        {
            offer.Share.SetResult(share);
        }
    }
}
