using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;
using static ReplicaWorker.Tests.Secrets.Some;

namespace ReplicaWorker.Tests.Secrets;

/// <summary>What holds for every plan, whatever stands where.</summary>
public sealed class SecretPlanPropertiesTests
{
    [Test]
    public void A_plan_applied_leaves_nothing_to_plan() =>
        Prop.ForAll(Worlds(), world => !AwaitsAFailure(world.Plan(), world) ? Next(world).Plan().Steps.IsEmpty : Next(Next(world)).Plan().Steps.IsEmpty)
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_plan_that_was_cut_off_is_finished_by_the_runs_after_it() =>
        Prop.ForAll(Worlds(), world =>
        {
            var plan = world.Plan();
            return Next(Next(Apply(plan with { Steps = [.. plan.Steps.Take(1)] }, world))).Plan().Steps.IsEmpty;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void No_step_touches_what_is_not_ours() =>
        Prop.ForAll(Worlds(), world => world.Plan().Steps.All(step =>
            step is not SecretStep.Replicate
            || world.There.GetValueOrDefault(step.Region).In(step.Region, Primary)
                is Standing.Nothing or Standing.OurReplica or Standing.Standalone or Standing.AwaitingDeletion)).QuickCheckThrowOnFailure();

    [Test]
    public void Nothing_is_overwritten_unless_told() =>
        Prop.ForAll(Worlds(), world => world.Plan().Steps.OfType<SecretStep.Replicate>().All(step =>
            step.Overwrite == (world.There[step.Region].In(step.Region, Primary) is Standing.Standalone or Standing.AwaitingDeletion)
            && (!step.Overwrite || world.Rules.OnConflict == OnConflict.Overwrite))).QuickCheckThrowOnFailure();

    [Test]
    public void No_step_touches_a_held_region() =>
        Prop.ForAll(Worlds(), world =>
        {
            var hold = ReplicationHold.Parse(world.Source.Tags.GetValueOrDefault(ReplicationHold.DefaultKey));
            return world.Plan().Steps.All(step => !hold.Covers(step.Region));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Only_unlisted_regions_are_removed_and_only_when_told() =>
        Prop.ForAll(Worlds(), world => world.Plan().Steps.OfType<SecretStep.Remove>().All(step =>
            world.Rules.RemoveUnlisted && !world.Rules.Regions.Contains(step.Region, StringComparer.Ordinal))).QuickCheckThrowOnFailure();

    [Test]
    public void A_region_that_was_not_read_is_not_spoken_of_and_one_that_was_read_exactly_once() =>
        Prop.ForAll(Worlds(), world =>
        {
            var plan = world.Plan();
            IEnumerable<string> decided =
            [
                .. plan.Steps.Select(step => step.Region),
                .. plan.Held.Select(held => held.Region),
                .. plan.Conflicts.Select(conflict => conflict.Region),
                .. plan.InStep,
                .. plan.Notes.Where(note => !plan.InStep.Contains(note.Region, StringComparer.Ordinal)).Select(note => note.Region),
            ];
            return decided.Where(world.Rules.Regions.Contains).Order(StringComparer.Ordinal)
                .SequenceEqual(world.There.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void What_the_lists_call_equal_has_a_plan_without_steps_when_AWS_says_in_sync() =>
        Prop.ForAll(Worlds(), world => world.There.All(pair =>
            !SecretComparison.IsEqual(world.Source, pair.Value, pair.Key, Primary, world.Rules.KmsKeys.GetValueOrDefault(pair.Key))
            || world.Source.ReplicaIn(pair.Key)?.Status != ReplicaStatus.InSync
            || !world.Plan().Steps.Any(step => step.Region == pair.Key))).QuickCheckThrowOnFailure();

    private static World Next(World world) => Apply(world.Plan(), world);

    /// <summary>AWS is at work on a replica, and something of its own stands in its place: that ends as a failure, which the next run treats.</summary>
    private static bool AwaitsAFailure(SecretPlan plan, World world) =>
        plan.Steps.Any(step => step is SecretStep.Await && !IsFree(world.There[step.Region], step.Region));

    private static bool IsFree(SecretState? there, string region) => there.In(region, Primary) is Standing.Nothing or Standing.OurReplica;

    /// <summary>What AWS would make of a plan.</summary>
    private static World Apply(SecretPlan plan, World world)
    {
        var (source, there) = (world.Source, new Dictionary<string, SecretState?>(world.There, StringComparer.Ordinal));
        foreach (var step in plan.Steps)
        {
            var before = source.ReplicaIn(step.Region);
            source = source with { Replicas = [.. source.Replicas.Where(entry => entry.Region != step.Region)] };
            if (step is SecretStep.Await && !IsFree(there[step.Region], step.Region))
            {
                source = source with { Replicas = [.. source.Replicas, Failed(step.Region)] };
            }
            else if (step is not SecretStep.Remove)
            {
                var key = step is SecretStep.Replicate replicate ? replicate.KmsKeyId : before?.KmsKeyId;
                source = source with { Replicas = [.. source.Replicas, new(step.Region, ReplicaStatus.InSync, KmsKeyId: key)] };
                there[step.Region] = ReplicaOf(source, step.Region) with { KmsKeyId = key };
            }
        }

        return world with { Source = source, There = there };
    }

    internal static Arbitrary<World> Worlds()
    {
        var entry = Gen.Zip(Gen.Elements(West, Europe, Tokyo), Gen.Elements(ReplicaStatus.InSync, ReplicaStatus.InProgress, ReplicaStatus.Failed))
            .Select(pair => new ReplicaEntry(pair.Item1, pair.Item2));
        var source = Gen.Zip(entry.ListOf(), Gen.Elements(null, null, null, West, "all", "eu-west-1 us-west-2", "yes"))
            .Select(pair => Source([.. pair.Item1.DistinctBy(e => e.Region, StringComparer.Ordinal)]) with
            {
                Tags = pair.Item2 is null ? Map(("team", "pay")) : Map(("team", "pay"), (ReplicationHold.DefaultKey, pair.Item2)),
            });
        var rules = Gen.Zip(Gen.Elements(OnConflict.Fail, OnConflict.Overwrite), Gen.Zip(Gen.Elements(true, false), Gen.Elements(true, false)))
            .Select(pair => Rules with
            {
                OnConflict = pair.Item1,
                RemoveUnlisted = pair.Item2.Item1,
                KmsKeys = pair.Item2.Item2 ? Map((West, "alias/dr")) : Map(),
            });
        var place = Gen.Choose(0, 9);
        return Gen.Zip(Gen.Zip(source, rules), Gen.Zip(place, place))
            .Select(pair => new World(pair.Item1.Item1, pair.Item1.Item2, There(pair.Item1.Item1, pair.Item2)))
            .ToArbitrary();
    }

    private static Dictionary<string, SecretState?> There(SecretState source, (int West, int Europe) places)
    {
        var there = new Dictionary<string, SecretState?>(StringComparer.Ordinal);
        foreach (var (region, place) in new[] { (West, places.West), (Europe, places.Europe) })
        {
            if (place < 9)    // else: could not be read
            {
                there[region] = place switch
                {
                    0 => Standalone(region),
                    1 => Standalone(region) with { PrimaryRegion = Tokyo },
                    2 => Standalone(region) with { DeletedDate = DateTime.UnixEpoch },
                    3 => Standalone(region) with { OwningService = "rds" },
                    4 => Standalone(region) with { Replicas = [InSync(Tokyo)] },
                    5 => ReplicaOf(source, region) with { Labels = Map(("AWSCURRENT", "v1")) },
                    6 or 7 => ReplicaOf(source, region),
                    _ => null,
                };
            }
        }

        return there;
    }

    internal sealed record World(SecretState Source, SecretPlanRules Rules, Dictionary<string, SecretState?> There)
    {
        public SecretPlan Plan() => SecretPlanner.Plan(Source, There, Rules);
    }
}
