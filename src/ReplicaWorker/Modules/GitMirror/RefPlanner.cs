using System.Collections.Immutable;
using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Turns differences into a plan. Pure: no clock, no network, no log; everything it knows is in its arguments.</summary>
internal static class RefPlanner
{
    private const string NeverSeen = "the replica has a commit that the source has never seen";

    /// <param name="comparison">Every difference.</param>
    /// <param name="replica">The replica's refs, to see what is kept already.</param>
    /// <param name="rules">What may be done about them.</param>
    public static RefPlan Plan(RefComparison comparison, RefListing replica, RefPlanRules rules)
    {
        var held = new List<HeldChange>();
        var changes = comparison.Differences.Select(change => IsDiverged(change, rules) ? change with { Reason = NeverSeen } : change).ToList();

        if (rules.Diverged == Diverged.Hold)
        {
            Hold(changes, held, change => IsDiverged(change, rules), NeverSeen + "; GitMirror__Diverged is Hold");
        }

        HoldDeletions(changes, held, rules);
        HoldCollisions(changes, held);
        var afterDefault = TakeDefaultBranch(changes, held, rules);
        HoldCollisions(changes, held);

        return new RefPlan(
            rules.Diverged == Diverged.Keep ? Keeps([.. changes, .. afterDefault], replica, rules) : [],
            [.. changes],
            afterDefault,
            [.. held.OrderBy(h => h.Change.Ref, StringComparer.Ordinal)],
            comparison.Unchanged);
    }

    private static bool IsDiverged(RefChange change, RefPlanRules rules) => change.Old is { } tip && !rules.IsKnown(tip);

    /// <summary>What would be lost with these steps, under another name: one name a tip and ref, unless it is there already.</summary>
    private static ImmutableArray<RefChange> Keeps(IEnumerable<RefChange> steps, RefListing replica, RefPlanRules rules) =>
    [
        .. steps
            .Where(step => IsDiverged(step, rules) && replica.Find(KeptRef.For(step.Ref, step.Old!.Value)) != step.Old)
            .Select(RefChange (step) => new RefChange.Create(
                KeptRef.For(step.Ref, step.Old!.Value), step.Old!.Value, $"keeps what somebody pushed to the replica's {step.Ref}"))
            .OrderBy(keep => keep.Ref, StringComparer.Ordinal),
    ];

    /// <summary>Too many deletions, or a source without a single ref, are more likely a mistake than a wish: none is made.</summary>
    private static void HoldDeletions(List<RefChange> changes, List<HeldChange> held, RefPlanRules rules)
    {
        var count = changes.Count(c => c is RefChange.Delete);
        if (count == 0 || count <= (rules.AllowDeletes ?? (rules.SourceIsEmpty ? 0 : rules.MaxDeletes)))
        {
            return;
        }

        var reason = rules.SourceIsEmpty
            ? $"the source is empty; --allow-deletes {count} confirms"
            : $"{count} deletions, more than {rules.AllowDeletes ?? rules.MaxDeletes}; --allow-deletes {count} confirms";
        Hold(changes, held, c => c is RefChange.Delete, reason);
    }

    /// <summary>Takes out what must wait until the replica's default branch has moved, or holds it when it cannot move.</summary>
    private static ImmutableArray<RefChange> TakeDefaultBranch(List<RefChange> changes, List<HeldChange> held, RefPlanRules rules)
    {
        if (changes.Find(c => c is RefChange.Delete && c.Ref == rules.ReplicaDefault) is not { } deletion)
        {
            return [];
        }

        var waiting = changes.Where(c => c == deletion || (c is RefChange.Create && RefName.Collide(c.Ref, deletion.Ref))).ToImmutableArray();
        if (rules.SourceDefault is { } next && next != deletion.Ref && !waiting.Any(c => c.Ref == next))
        {
            changes.RemoveAll(waiting.Contains);
            return waiting;
        }

        Hold(changes, held, c => c == deletion, "it is the replica's default branch, and the source's default branch cannot take its place yet");
        return [];
    }

    /// <summary>A create that needs the name of a ref that stays has to stay away too.</summary>
    private static void HoldCollisions(List<RefChange> changes, List<HeldChange> held)
    {
        var staying = held.Select(h => h.Change).Where(c => c is RefChange.Delete).Select(c => c.Ref).ToImmutableSortedSet(StringComparer.Ordinal);
        if (!staying.IsEmpty)
        {
            Hold(changes, held, c => c is RefChange.Create && PathCollision.Exists(staying, c.Ref), "a held deletion is in its way");
        }
    }

    private static void Hold(List<RefChange> changes, List<HeldChange> held, Predicate<RefChange> which, string reason)
    {
        held.AddRange(changes.FindAll(which).Select(change => new HeldChange(change, reason)));
        changes.RemoveAll(which);
    }
}
