using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Secrets;
using static ReplicaWorker.Tests.Secrets.Some;

namespace ReplicaWorker.Tests.Secrets;

/// <summary>Plans and values in the words of drift.</summary>
public sealed class SecretDifferencesTests
{
    private const string Repair = "replica-worker secrets shop/db --region-only us-west-2";

    private static readonly SecretValue Value = new("v2", "d1");

    [Test]
    public void A_replica_in_sync_has_no_difference() => Assert.That(Of(Replicated, ReplicaOf(Replicated, West)), Is.Empty);

    [Test]
    public void A_replica_has_differences_if_and_only_if_its_plan_is_not_in_step() =>
        Prop.ForAll(SecretPlanPropertiesTests.Worlds(), world =>
        {
            var sighting = new SecretSighting(world.Source, world.There, world.Plan());
            var hold = ReplicationHold.Parse(world.Source.Tags.GetValueOrDefault(ReplicationHold.DefaultKey));
            return world.There.Keys.Where(region => !hold.Covers(region)).All(region =>
                new SecretDifferences(world.Rules).Of(sighting, region, Value, Value).IsEmpty == sighting.Plan.InStep.Contains(region, StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_missing_replica_is_repaired_by_either_command()
    {
        var missing = Of(Source(), null).Single();

        Assert.That(missing.Kind, Is.EqualTo(DifferenceKind.Missing));
        Assert.That(missing.Repairs, Is.EqualTo(
            [Repair, "aws secretsmanager replicate-secret-to-regions --region us-east-1 --secret-id shop/db --add-replica-regions Region=us-west-2"]));
    }

    [Test]
    public void A_failed_replica_is_missing_and_says_why() =>
        Assert.That(Of(Source(Failed(West, "no key")), null).Select(difference => (difference.Kind, difference.Detail)), Is.EqualTo(
            [(DifferenceKind.Missing, "us-west-2 has no replica"), (DifferenceKind.ReplicaState, "replication has failed (AWS: no key)")]));

    [Test]
    public void A_replica_in_progress_and_one_that_the_primary_does_not_list_are_states()
    {
        Assert.That(Of(Source(InProgress(West)), ReplicaOf(Replicated, West)).Single().Detail, Does.StartWith("AWS is still replicating"));
        Assert.That(Of(Source(), ReplicaOf(Replicated, West)).Single().Detail, Is.EqualTo("the primary does not list its replica"));
    }

    [Test]
    public void Another_value_of_another_version_will_come_and_of_the_same_version_will_not()
    {
        var behind = Of(Replicated, ReplicaOf(Replicated, West) with { Labels = Map(("AWSCURRENT", "v1"), ("AWSPREVIOUS", "v1")) }, new("v1", "d0")).First();
        var rotten = Of(Replicated, ReplicaOf(Replicated, West), new("v2", "d0")).Single();

        Assert.That((behind.Kind, behind.Field, behind.IsRepairable, behind.SourceDigest, behind.ReplicaDigest), Is.EqualTo((DifferenceKind.Value, "AWSCURRENT", true, "d1", "d0")));
        Assert.That((rotten.Kind, rotten.IsRepairable, rotten.Repairs.Length), Is.EqualTo((DifferenceKind.Value, false, 0)));
    }

    [Test]
    public void The_same_value_of_another_version_is_behind() =>
        Assert.That(
            Of(Replicated, ReplicaOf(Replicated, West) with { Labels = Map(("AWSCURRENT", "v0"), ("AWSPREVIOUS", "v1")) }, new("v0", "d1")).Single(),
            Has.Property("Kind").EqualTo(DifferenceKind.ReplicaState).And.Property("Field").EqualTo("AWSCURRENT"));

    [Test]
    public void A_replica_without_a_value_differs_from_a_primary_with_one() =>
        Assert.That(Of(Replicated, ReplicaOf(Replicated, West) with { Labels = Map(("AWSPREVIOUS", "v1")) }, null)[0].Kind, Is.EqualTo(DifferenceKind.Value));

    [Test]
    public void Tags_labels_and_description_are_differences_of_their_own()
    {
        var source = Replicated with { Description = "new" };
        var replica = ReplicaOf(source, West) with
        {
            Description = "old", Tags = Map(("team", "ops"), ("aws:owned", "x"), ("more", "1")), Labels = Map(("AWSCURRENT", "v2"), ("AWSPREVIOUS", "v0")),
        };

        Assert.That(Of(source, replica).Select(difference => (difference.Kind, difference.Field)), Is.EqualTo(
            [(DifferenceKind.Tags, "more"), (DifferenceKind.Tags, "team"), (DifferenceKind.Labels, "AWSPREVIOUS"), (DifferenceKind.Metadata, "Description")]));
    }

    [Test]
    public void A_configured_key_that_is_not_used_is_a_finding_with_the_line_that_sets_it()
    {
        var key = Of(Replicated, ReplicaOf(Replicated, West), Value, Rules with { KmsKeys = Map((West, "alias/dr")) }).Single();

        Assert.That((key.Kind, key.IsRepairable), Is.EqualTo((DifferenceKind.KmsKey, false)), "the module holds it");
        Assert.That(key.Repairs, Is.EqualTo(["aws secretsmanager update-secret --region us-west-2 --secret-id shop/db --kms-key-id alias/dr"]));
    }

    [Test]
    public void What_stands_in_its_place_is_a_conflict_that_only_configuration_lets_us_repair()
    {
        var fail = Of(Source(), Standalone(West)).Single();
        var overwrite = Of(Source(), Standalone(West), null, Rules with { OnConflict = OnConflict.Overwrite }).Single();

        Assert.That((fail.Kind, fail.IsRepairable, fail.Repairs.Length), Is.EqualTo((DifferenceKind.Conflict, false, 0)));
        Assert.That((overwrite.Kind, overwrite.IsRepairable, overwrite.Repairs[0]), Is.EqualTo((DifferenceKind.Conflict, true, Repair)));
    }

    [Test]
    public void A_replica_in_a_region_that_is_not_configured_is_extra()
    {
        var (region, extra) = new SecretDifferences(Rules).Unlisted(Source(InSync(West), InSync(Tokyo))).Single();

        Assert.That((region, extra.Kind, extra.IsRepairable), Is.EqualTo((Tokyo, DifferenceKind.Extra, false)));
        Assert.That(extra.Repairs, Is.EqualTo(
            ["aws secretsmanager remove-regions-from-replication --region us-east-1 --secret-id shop/db --remove-replica-regions ap-northeast-1"]));
    }

    private static SecretState Replicated => Source(InSync(West));

    private static ImmutableArray<Difference> Of(SecretState source, SecretState? there) => Of(source, there, Value);

    private static ImmutableArray<Difference> Of(SecretState source, SecretState? there, SecretValue? replicaValue, SecretPlanRules? rules = null)
    {
        rules ??= Rules;
        return new SecretDifferences(rules).Of(
            new(source, new Dictionary<string, SecretState?>(StringComparer.Ordinal) { [West] = there }, Plan(source, rules, (West, there))), West, Value, replicaValue);
    }
}
