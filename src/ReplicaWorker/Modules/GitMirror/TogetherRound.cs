using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>The first round of a repository's replicas, in which they read the source once for all of them.</summary>
internal sealed class TogetherRound(int replicas, MirrorSource source, TimeProvider time, CancellationToken stopping)
{
    /// <summary>How long the first replica waits for the others before it goes on without them.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly List<Gathering<(FetchRequest Fetch, RefListing Source, RelayPush Push), PushReport>> _pushes = [];
    private int _members = replicas;

    private Gathering<bool, RefListing> Listings { get; } = new(replicas, Window, time, offers =>
    {
        var listing = source.ListAsync(stopping);
        return [.. offers.Select(_ => listing)];
    });

    /// <summary>Lists the source once every replica has been listed: never before, or a stale listing could undo a newer push.</summary>
    public Task<Task<RefListing>?> ListSourceAsync() => Listings.JoinAsync(true, stopping);

    /// <summary>Pushes the batch of that number together with every replica that needs the very same pack.</summary>
    public Task<Task<PushReport>?> PushAsync(int batch, FetchRequest fetch, RefListing listing, RelayPush push) =>
        Batch(batch).JoinAsync((fetch, listing, push), stopping);

    /// <summary>One replica is through, or failed, or goes on alone.</summary>
    /// <param name="hasListed">Whether it took part in the listing.</param>
    /// <param name="batches">In how many batches it took part.</param>
    public void Leave(bool hasListed, int batches)
    {
        if (!hasListed)
        {
            Listings.Leave();
        }

        lock (_lock)
        {
            _members--;
            _pushes.Skip(batches).ToList().ForEach(gathering => gathering.Leave());
        }
    }

    private Gathering<(FetchRequest Fetch, RefListing Source, RelayPush Push), PushReport> Batch(int number)
    {
        lock (_lock)
        {
            while (_pushes.Count <= number)
            {
                _pushes.Add(new(_members, Window, time, StartRelays));
            }

            return _pushes[number];
        }
    }

    /// <summary>One relay for each different request: the same wants, haves, format and capabilities share one read of the source.</summary>
    private Task<PushReport>[] StartRelays(IReadOnlyList<(FetchRequest Fetch, RefListing Source, RelayPush Push)> offers)
    {
        var reports = new Task<PushReport>[offers.Count];
        foreach (var group in offers.Select((offer, index) => (offer, index)).GroupBy(o => (o.offer.Fetch, o.offer.Source.Format)))
        {
            var run = Relay.Start(
                source.Remote, group.First().offer.Source, group.Key.Fetch, [.. group.Select(o => o.offer.Push)], GitLimits.Default, stopping);
            source.Log(run);
            foreach (var (report, index) in run.Reports.Zip(group.Select(o => o.index)))
            {
                reports[index] = report;
            }
        }

        return reports;
    }
}
