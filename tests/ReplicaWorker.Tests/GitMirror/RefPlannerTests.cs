using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Git;
using ReplicaWorker.Git.Protocol;
using ReplicaWorker.Matching;
using ReplicaWorker.Modules.GitMirror;

namespace ReplicaWorker.Tests.GitMirror;

public sealed class RefPlannerTests
{
    private static readonly GlobSet Everything = new(["refs/heads/*", "refs/tags/*"], []);
    private static readonly ObjectId A = Id('a');
    private static readonly ObjectId B = Id('b');

    [Test]
    public void Equal_sides_need_nothing()
    {
        var plan = Plan([("refs/heads/main", A)], [("refs/heads/main", A)]);

        Assert.That(plan.IsEmpty);
        Assert.That(plan.Unchanged, Is.EqualTo(1));
    }

    [Test]
    public void Every_step_remembers_what_it_expects_to_replace()
    {
        var plan = Plan([("refs/heads/main", B), ("refs/heads/new", A)], [("refs/heads/gone", A), ("refs/heads/main", A)]);

        Assert.That(
            plan.Changes.Select(c => (c.Action, c.Ref, c.Old, c.New)),
            Is.EqualTo(new (string, string, ObjectId?, ObjectId?)[]
            {
                ("delete", "refs/heads/gone", A, null), ("update", "refs/heads/main", A, B), ("create", "refs/heads/new", null, A),
            }));
    }

    [Test]
    public void One_deletion_too_many_holds_them_all_and_what_needs_their_names()
    {
        var plan = Plan(
            [("refs/heads/a/b", A), ("refs/heads/c", A)],
            [("refs/heads/a", A), ("refs/heads/b", A)],
            rules => rules with { MaxDeletes = 1 });

        Assert.That(plan.Changes.Select(c => c.Ref), Is.EqualTo(["refs/heads/c"]));
        Assert.That(plan.Held.Select(h => h.Change.Ref), Is.EqualTo(["refs/heads/a", "refs/heads/a/b", "refs/heads/b"]));
        Assert.That(plan.Held[0].Reason, Does.Contain("--allow-deletes 2 confirms"));
    }

    [Test]
    public void A_human_may_allow_exactly_as_many_deletions_as_he_said()
    {
        (string, ObjectId)[] replica = [("refs/heads/a", A), ("refs/heads/b", A)];

        Assert.That(Plan([("refs/heads/c", A)], replica, rules => rules with { MaxDeletes = 0, AllowDeletes = 2 }).Held, Is.Empty);
        Assert.That(Plan([("refs/heads/c", A)], replica, rules => rules with { MaxDeletes = 9, AllowDeletes = 1 }).Held, Has.Length.EqualTo(2));
    }

    [Test]
    public void An_empty_source_empties_no_replica_however_few_refs_it_has()
    {
        var plan = Plan([], [("refs/heads/main", A)], rules => rules with { SourceIsEmpty = true });

        Assert.That(plan.IsEmpty);
        Assert.That(plan.Held.Single().Reason, Does.StartWith("the source is empty"));
    }

    [Test]
    public void A_tip_that_the_source_has_never_seen_is_kept_before_it_is_overwritten()
    {
        var plan = Plan([("refs/heads/main", B)], [("refs/heads/main", A)], rules => rules with { IsKnown = _ => false });

        Assert.That(plan.Keeps.Single().Ref, Is.EqualTo("refs/heads/replica-kept/main-aaaaaaaaaaaa"));
        Assert.That(plan.Keeps.Single().New, Is.EqualTo(A));
        Assert.That(plan.Changes.Single().New, Is.EqualTo(B));
    }

    [Test]
    public void A_tip_that_is_kept_already_is_not_kept_twice()
    {
        var plan = Plan(
            [("refs/heads/main", B)],
            [("refs/heads/main", A), ("refs/heads/replica-kept/main-aaaaaaaaaaaa", A)],
            rules => rules with { IsKnown = _ => false });

        Assert.That(plan.Keeps, Is.Empty);
        Assert.That(plan.Changes, Has.Length.EqualTo(1));
    }

    [Test]
    public void The_replicas_default_branch_goes_only_after_it_has_a_successor()
    {
        (string, ObjectId)[] source = [("refs/heads/old/below", A), ("refs/heads/trunk", A)];
        (string, ObjectId)[] replica = [("refs/heads/old", A)];

        var moving = Plan(source, replica, rules => rules with { SourceDefault = "refs/heads/trunk", ReplicaDefault = "refs/heads/old" });
        var stuck = Plan(source, replica, rules => rules with { SourceDefault = "refs/heads/old/below", ReplicaDefault = "refs/heads/old" });
        var unknown = Plan(source, replica, rules => rules with { SourceDefault = null, ReplicaDefault = "refs/heads/old" });

        Assert.That(moving.Changes.Select(c => c.Ref), Is.EqualTo(["refs/heads/trunk"]));
        Assert.That(moving.AfterDefaultMoved.Select(c => c.Ref), Is.EqualTo(["refs/heads/old", "refs/heads/old/below"]));
        Assert.That(stuck.Held.Select(h => h.Change.Ref), Is.EqualTo(["refs/heads/old", "refs/heads/old/below"]));
        Assert.That(unknown.Held.Select(h => h.Change.Ref), Is.EqualTo(["refs/heads/old", "refs/heads/old/below"]));
    }

    [Test]
    public void A_plan_applied_leaves_nothing_to_plan() =>
        Prop.ForAll(Snapshots(), pair =>
        {
            var (source, replica) = pair;
            var plan = Plan(source, replica, rules => rules with { MaxDeletes = int.MaxValue });
            var after = Apply(plan, replica);
            return Plan(source, after, rules => rules with { MaxDeletes = int.MaxValue }).IsEmpty
                && after.Where(r => !KeptRef.IsKept(r.Name)).SequenceEqual(source.Where(r => !KeptRef.IsKept(r.Name)).OrderBy(r => r.Name, StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Nothing_that_the_source_has_never_seen_is_ever_lost() =>
        Prop.ForAll(Snapshots(), pair =>
        {
            var (source, replica) = pair;
            var plan = Plan(source, replica, rules => rules with { MaxDeletes = int.MaxValue, IsKnown = _ => false });
            var after = Apply(plan, replica).Select(r => r.Id).ToHashSet();
            return replica.All(r => after.Contains(r.Id));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void No_step_needs_a_name_that_a_held_deletion_keeps() =>
        Prop.ForAll(Snapshots(), pair =>
        {
            var plan = Plan(pair.Source, pair.Replica, rules => rules with { MaxDeletes = 0 });
            return !plan.Steps.Any(step => step is RefChange.Create && plan.Held.Any(h => h.Change is RefChange.Delete && RefName.Collide(h.Change.Ref, step.Ref)));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Batches_hold_every_step_once_none_too_large_and_free_names_before_they_are_needed() =>
        Prop.ForAll(Snapshots(), pair =>
        {
            var plan = Plan(pair.Source, pair.Replica, rules => rules with { MaxDeletes = int.MaxValue });
            var batches = PushBatches.Split(plan.Changes, max: 3).ToList();
            var ordered = batches.SelectMany((batch, number) => batch.Select(step => (step, number))).ToList();
            return batches.All(batch => batch.Length is > 0 and <= 3)
                && ordered.Select(o => o.step.Ref).Order(StringComparer.Ordinal).SequenceEqual(plan.Changes.Select(c => c.Ref).Order(StringComparer.Ordinal), StringComparer.Ordinal)
                && ordered.All(o => o.step is not RefChange.Create
                    || ordered.All(other => other.step is not RefChange.Delete || !RefName.Collide(other.step.Ref, o.step.Ref) || other.number <= o.number));
        }).QuickCheckThrowOnFailure();

    private static RefPlan Plan((string, ObjectId)[] source, (string, ObjectId)[] replica, Func<RefPlanRules, RefPlanRules>? with = null) =>
        Plan(Refs(source), Refs(replica), with);

    private static RefPlan Plan(ImmutableArray<GitRef> source, ImmutableArray<GitRef> replica, Func<RefPlanRules, RefPlanRules>? with = null)
    {
        var rules = new RefPlanRules(_ => true);
        return RefPlanner.Plan(
            RefComparison.Compute(source, replica, Everything),
            new RefListing(replica, ObjectFormat.Sha1, Capabilities.None, 0),
            with?.Invoke(rules) ?? rules);
    }

    private static ImmutableArray<GitRef> Refs((string Name, ObjectId Id)[] refs) =>
        [.. refs.Select(r => new GitRef(r.Name, r.Id)).OrderBy(r => r.Name, StringComparer.Ordinal)];

    private static ImmutableArray<GitRef> Apply(RefPlan plan, ImmutableArray<GitRef> replica)
    {
        var refs = replica.ToDictionary(r => r.Name, r => r.Id, StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            refs.Remove(step.Ref);
            if (step.New is { } id)
            {
                refs[step.Ref] = id;
            }
        }

        return [.. refs.Select(r => new GitRef(r.Key, r.Value)).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    /// <summary>Two sides whose names overlap and collide, as a real repository's may: on one side no name is a directory of another.</summary>
    private static Arbitrary<(ImmutableArray<GitRef> Source, ImmutableArray<GitRef> Replica)> Snapshots()
    {
        var name = Gen.Elements("a", "b", "a/x", "a/y", "a/x/1", "b/z", "c", "a-b", "a.b", "c/d/e").Select(n => "refs/heads/" + n);
        var one = Gen.Zip(name, Gen.Elements('1', '2', '3', '4').Select(Id)).ListOf().Select(refs => Consistent([.. refs]));
        return Gen.Zip(one, one).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();
    }

    private static ImmutableArray<GitRef> Consistent((string Name, ObjectId Id)[] refs)
    {
        var kept = new List<GitRef>();
        foreach (var (name, id) in refs)
        {
            if (kept.TrueForAll(k => k.Name != name && !RefName.Collide(k.Name, name)))
            {
                kept.Add(new GitRef(name, id));
            }
        }

        return [.. kept.OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private static ObjectId Id(char digit) => new(new string(digit, 40));
}
