using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Deployments.Manifest;
using ReplicaWorker.Modules.Deployments.State;

namespace ReplicaWorker.Tests.Deployments;

/// <summary>What holds whatever fails when: services, health, runs that die between writing and acting, regions that cannot be read, people who stop it.</summary>
public sealed class DeploymentLaws
{
    [Test]
    public void In_the_end_every_region_is_new_or_every_region_is_old_or_the_journal_says_which_is_not_and_why() =>
        Prop.ForAll(Worlds(), world =>
        {
            var (state, ecs, _, _) = world.Run();
            var running = world.Manifest.Units.ToDictionary(unit => unit, ecs.Running);
            return state.Verdict switch
            {
                DeploymentVerdict.Succeeded => running.Values.All(now => now == SimulatedDeployment.New),
                DeploymentVerdict.RolledBack => running.Values.All(now => now == SimulatedDeployment.Old),
                DeploymentVerdict.Mixed => state.Units.Any(unit => unit.Value.Phase == UnitPhase.NotRestored)
                    && state.Units.All(unit => unit.Value is { Phase: UnitPhase.NotRestored, Trouble.Length: > 0 } || running[unit.Key] == SimulatedDeployment.Old),
                _ => false,
            };
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Without_a_failure_it_succeeds() =>
        Prop.ForAll(Worlds(), world =>
        {
            var healthy = world with { Fates = (_, _) => Fate.Succeeds, Health = (_, _) => HealthVerdict.Healthy, Blind = _ => false, AbortAt = null };
            return healthy.Run().State.Verdict == DeploymentVerdict.Succeeded;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void No_wave_begins_before_the_one_before_it_has_passed() =>
        Prop.ForAll(Worlds(), world =>
        {
            var passed = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in world.Run().Journal)
            {
                if (entry is DeploymentEntry.Passed one)
                {
                    passed.Add(one.Wave);
                }
                else if (entry is DeploymentEntry.Updating updating
                    && !world.Manifest.Waves.TakeWhile(wave => !wave.Regions.Contains(updating.Unit.Region, StringComparer.Ordinal)).All(wave => passed.Contains(wave.Name)))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Later_waves_are_put_back_before_earlier_ones() =>
        Prop.ForAll(Worlds(), world =>
        {
            var order = world.Run().Journal.OfType<DeploymentEntry.Restoring>()
                .Select(entry => world.Manifest.Waves.ToList().FindIndex(wave => wave.Regions.Contains(entry.Unit.Region, StringComparer.Ordinal))).ToList();
            return order.SequenceEqual(order.OrderDescending());
        }).QuickCheckThrowOnFailure();

    [Test]
    public void What_was_never_touched_is_never_put_back() =>
        Prop.ForAll(Worlds(), world =>
        {
            var journal = world.Run().Journal;
            var touched = journal.OfType<DeploymentEntry.Updating>().Select(entry => entry.Unit).ToHashSet();
            return journal.OfType<DeploymentEntry.Restoring>().All(entry => touched.Contains(entry.Unit));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void The_same_journal_gives_the_same_state() =>
        Prop.ForAll(Worlds(), world =>
        {
            var (state, _, journal, _) = world.Run();
            var again = journal.Aggregate(new DeploymentState(world.Manifest, state.Started), (folded, entry) => folded.With(entry));
            return again.Verdict == state.Verdict && again.Units.OrderBy(unit => unit.Key.ToString(), StringComparer.Ordinal)
                .SequenceEqual(state.Units.OrderBy(unit => unit.Key.ToString(), StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<SimulatedDeployment> Worlds() => (
        from waves in Gen.Choose(1, 3)
        from services in Gen.Choose(1, 2)
        from checks in Gen.Elements(true, false)
        from approval in Gen.Elements(Approval.None, Approval.BeforeStart, Approval.EveryWave)
        from seed in Gen.Choose(0, int.MaxValue)
        from trouble in Gen.Choose(0, 60)
        from abort in Gen.Frequency((4, Gen.Constant((int?)null)), (1, Gen.Choose(1, 40).Select(minute => (int?)minute)))
        select World(waves, services, checks, approval, seed, trouble, abort)).ToArbitrary();

    private static SimulatedDeployment World(int waves, int services, bool checks, Approval approval, int seed, int trouble, int? abort)
    {
        // Each answer is a function of what is asked, so that a world is the same however often it is run.
        int Draw(params object[] about) => new Random(HashOf([seed, .. about])).Next(100);
        return new(
            Manifests.Of(waves, services, checks, approval),
            (unit, count) => Draw("fate", unit, count) is var drawn && drawn >= trouble ? Fate.Succeeds : (Fate)(1 + (drawn % 4)),
            step => Draw("death", step) < trouble / 2,
            (region, minute) => Draw("health", region, minute / 7) is var drawn && drawn >= trouble / 2 ? HealthVerdict.Healthy : drawn % 3 == 0 ? HealthVerdict.Unhealthy : HealthVerdict.Inconclusive,
            minute => Draw("blind", minute) < trouble / 2,
            abort);
    }

    // string.GetHashCode differs from process to process; a failing seed must fail again.
    private static int HashOf(IEnumerable<object> parts) =>
        string.Join('|', parts).Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
}
