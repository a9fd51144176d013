using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What a listing after a push shows.</summary>
internal enum Proof
{
    /// <summary>Every ref is where the push wanted it, or nothing was pushed.</summary>
    Done,

    /// <summary>Some are where they were.</summary>
    Unmoved,

    /// <summary>Some are somewhere else: somebody was faster.</summary>
    Moved,
}

/// <summary>Carries out steps for one replica: with the other replicas as long as they need the same, then alone.</summary>
internal sealed partial class RefPusher(
    MirrorSource source, ReplicaRepository replica, TogetherRound together, MirrorJournal journal, ILogger log)
{
    private ImmutableArray<RefChange> _pending = [];
    private GitException? _failure;
    private PackMode _mode;
    private bool _isTogether = true;
    private bool _hasListed;
    private int _batches;

    /// <summary>Lists the source: together the first time, so that it is asked once for all replicas.</summary>
    public async Task<RefListing> ListSourceAsync(CancellationToken stopping)
    {
        if (_isTogether && !_hasListed)
        {
            _hasListed = true;
            if (await together.ListSourceAsync() is { } shared)
            {
                return await shared;
            }
        }

        GoAlone();
        return await source.ListAsync(stopping);
    }

    /// <summary>Pushes steps, in as many pushes as it takes. Whether they succeeded, the next listing says.</summary>
    /// <exception cref="GitException">Something that may pass; what had been pushed is remembered.</exception>
    public async Task PushAsync(ImmutableArray<RefChange> changes, RefListing seen, RefListing listing, CancellationToken stopping)
    {
        var pushed = new List<ObjectId>();
        foreach (var batch in PushBatches.Split(changes, first: seen.HeadTarget))
        {
            _pending = _pending.AddRange(batch);
            try
            {
                var push = new RelayPush(replica.Remote, listing, [.. batch.Select(change => change.ToCommand(listing.Format))]);
                var report = PackRequest.For(batch, seen, listing, pushed, _mode) is { } fetch
                    ? await RelayAsync(fetch, seen, push, stopping)
                    : await replica.Remote.PushAsync(listing, push.Commands, stopping);
                if (!Accept(report))
                {
                    return;
                }
            }
            catch (GitException lasting) when (!lasting.IsTransient)
            {
                _failure = lasting;     // the next listing tells whether anything moved all the same
                return;
            }

            pushed.AddRange(batch.Select(change => change.New).OfType<ObjectId>());
        }
    }

    /// <summary>Compares what was pushed with what is there now.</summary>
    /// <exception cref="GitException">The push failed for a reason that will not pass, and the listing bears it out.</exception>
    public Proof Prove(RefListing listing)
    {
        var proof = Proof.Done;
        foreach (var change in _pending)
        {
            var now = listing.Find(change.Ref);
            if (now == change.New)
            {
                journal.Changed(change);
            }
            else if (now == change.Old)
            {
                journal.Unmoved(change);
                proof = proof == Proof.Moved ? proof : Proof.Unmoved;
            }
            else
            {
                journal.LostRace(change);
                proof = Proof.Moved;
            }
        }

        _pending = [];
        if (proof == Proof.Done)
        {
            _failure = null;
        }
        else
        {
            GoAlone();
        }

        return _failure is null ? proof : throw Interlocked.Exchange(ref _failure, null)!;
    }

    /// <summary>The others need not wait for this replica any more.</summary>
    public void GoAlone()
    {
        if (_isTogether)
        {
            _isTogether = false;
            together.Leave(_hasListed, _batches);
        }
    }

    private async Task<PushReport> RelayAsync(FetchRequest fetch, RefListing seen, RelayPush push, CancellationToken stopping)
    {
        if (_isTogether && await together.PushAsync(_batches++, fetch, seen, push) is { } shared)
        {
            return await shared;
        }

        GoAlone();
        var run = Relay.Start(source.Remote, seen, fetch, [push], GitLimits.Default, stopping);
        source.Log(run);
        return await run.Reports[0];
    }

    /// <summary>Reads what the replica said.</summary>
    /// <returns>False when no further push makes sense before another look.</returns>
    private bool Accept(PushReport report)
    {
        journal.Said(report);
        if (report.UnpackError is not { } error)
        {
            return true;
        }

        if (_mode == PackMode.Everything)
        {
            _failure = new GitProtocolException($"the replica cannot unpack what the source sends: {error}");
        }
        else
        {
            _mode++;
            CannotUnpack(source.Name, replica.Region, error, _mode);
        }

        return false;
    }

    [LoggerMessage(LogLevel.Warning, "{Repository} → {Region}: the replica could not unpack ({Error}); next try: {Mode}")]
    private partial void CannotUnpack(string repository, string region, string error, PackMode mode);
}
