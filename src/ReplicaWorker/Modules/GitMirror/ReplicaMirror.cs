using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Brings one replica's refs in step: list, plan, push, list again, until nothing is left to plan.</summary>
/// <remarks>
/// There are no locks. The replica is listed before the source, and every ref is swapped only if it still is where the listing saw it:
/// a run with stale news loses the swap and looks again. What a server reports is a hint; the next listing is the proof.
/// </remarks>
internal sealed partial class ReplicaMirror(
    MirrorSource source,
    ReplicaRepository replica,
    DefaultBranch defaultBranch,
    MirrorSettings settings,
    ReplicaGate gate,
    TogetherRound together,
    MirrorJournal journal,
    ILogger log)
{
    /// <summary>Refs that move under us again and again: somebody else is at work; the next event finds the rest.</summary>
    private const int MaxLostRaces = 5;

    /// <summary>More rounds than any plan needs (kept commits, changes, default branch, three pack modes).</summary>
    private const int MaxRounds = 20;

    private readonly RefPusher _pusher = new(source, replica, together, journal, log);
    private MirrorSettings _settings = settings;
    private bool _isChecked;
    private int _lostRaces;

    /// <summary>The source's refs, as the last round saw them; null when it never came to that.</summary>
    public RefListing? SourceListing { get; private set; }

    /// <summary>Brings the refs in step.</summary>
    /// <param name="retry">Repeats after transient failures, with back-off; every repetition looks at both sides afresh.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    /// <returns>False when the replica is not ours, and was left alone.</returns>
    public async Task<bool> RunAsync(MirrorRetry retry, CancellationToken stopping)
    {
        try
        {
            return await retry.ExecuteAsync(ConvergeAsync, stopping);
        }
        finally
        {
            _pusher.GoAlone();
        }
    }

    private async Task<bool> ConvergeAsync(CancellationToken stopping)
    {
        if (source.Remote.Repository == replica.Remote.Repository)
        {
            throw new ItemFailedException($"{replica.Name} in {replica.Region} is at the same address as its source: see GitMirror__Endpoint");
        }

        SourceListing = null;
        for (var round = 0; round < MaxRounds; round++)
        {
            var listed = await ListReplicaAsync(stopping);
            if (listed is not null)
            {
                await CheckAsync(listed);
                if (!await IsOursAsync(listed, stopping))
                {
                    return false;
                }
            }

            var isFresh = SourceListing is null;
            var seen = SourceListing ??= await _pusher.ListSourceAsync(stopping);
            var listing = listed ?? seen with { Refs = [] };
            var plan = await PlanAsync(seen, listing, stopping);
            if (!plan.IsEmpty && !isFresh)
            {
                // A listing older than the replica's proves that all is well, but it must not move anything: it could undo a newer push.
                seen = SourceListing = await _pusher.ListSourceAsync(stopping);
                plan = await PlanAsync(seen, listing, stopping);
            }

            if (!plan.IsEmpty && await gate.StateAsync(stopping) is var state and not Gate.Open)
            {
                if (state == Gate.Fenced)
                {
                    return false;
                }

                _settings = _settings with { Diverged = Diverged.Hold, MaxDeletes = 0, AllowDeletes = null };
                plan = await PlanAsync(seen, listing, stopping);
            }

            journal.Planned(plan);
            if (plan.IsEmpty || _settings.DryRun)
            {
                journal.Finish(plan);
                return true;
            }

            await TakeNextStepAsync(plan, seen, listing, stopping);
        }

        throw new TryLaterException($"{replica.Name} in {replica.Region} is not in step after {MaxRounds} rounds");
    }

    /// <summary>Null for a repository that would be created, in a dry run or behind a fence.</summary>
    private Task<RefListing?> ListReplicaAsync(CancellationToken stopping) => replica.ListAsync(
        !_settings.CreateMissing ? null
        : _settings.DryRun ? _ => Task.FromResult(false)
        : CreateAsync,
        stopping);

    private async Task<bool> CreateAsync(CancellationToken stopping)
    {
        if (await gate.StateAsync(stopping) == Gate.Fenced)
        {
            return false;
        }

        await source.ListAsync(stopping);   // a source that is gone, or a name that never was one, gets no replica
        return await replica.CreateAsync(source, _settings.KmsKey, journal, stopping);
    }

    /// <summary>Holds the last push against what is there now.</summary>
    private Task CheckAsync(RefListing listing)
    {
        switch (_pusher.Prove(listing))
        {
            case Proof.Moved:
                _lostRaces++;
                SourceListing = null;
                break;
            case Proof.Unmoved:
                SourceListing = null;
                break;
        }

        return _lostRaces <= MaxLostRaces
            ? Task.CompletedTask
            : throw new TryLaterException($"{replica.Name} in {replica.Region} keeps moving under us");
    }

    private async Task<bool> IsOursAsync(RefListing listing, CancellationToken stopping)
    {
        if (_isChecked)
        {
            return true;
        }

        var claim = await replica.ClaimAsync(listing, _settings.Adopt, stopping);
        if (claim.Refusal is { } reason)
        {
            journal.HoldAll(reason);
            return false;
        }

        if (claim.ToTag is { } arn && !_settings.DryRun && await gate.IsOpenAsync(stopping))
        {
            await replica.TagAsync(arn, stopping);
        }

        return _isChecked = true;
    }

    private async Task<RefPlan> PlanAsync(RefListing seen, RefListing listing, CancellationToken stopping)
    {
        if (seen.Format != listing.Format)
        {
            throw new ItemFailedException(
                $"{source.Name} has {seen.Format} objects, {replica.Name} in {replica.Region} has {listing.Format}: no pack fits both");
        }

        var comparison = journal.WithoutRefused(RefComparison.Compute(seen.Refs, listing.Refs, _settings.Refs));
        var (sourceDefault, replicaDefault) = await defaultBranch.NamesAsync(comparison, seen, stopping);
        return RefPlanner.Plan(comparison, listing, new RefPlanRules(
            await source.KnownAsync(comparison, seen, stopping),
            _settings.Diverged,
            _settings.MaxDeletes,
            _settings.AllowDeletes,
            SourceIsEmpty: seen.Refs.IsEmpty,
            sourceDefault,
            replicaDefault));
    }

    /// <summary>Commits worth keeping first, then all that can move at once, then what had to wait for the default branch.</summary>
    private async Task TakeNextStepAsync(RefPlan plan, RefListing seen, RefListing listing, CancellationToken stopping)
    {
        ImmutableArray<RefChange> step = plan.Keeps.IsEmpty ? plan.Changes : plan.Keeps;
        if (!step.IsEmpty)
        {
            await _pusher.PushAsync(step, seen, listing, stopping);
        }
        else if (await defaultBranch.SettleAsync(seen, dryRun: false, hasPushed: true, gate, stopping) is { } moved)
        {
            journal.ChangedOther(moved);
        }
    }
}
