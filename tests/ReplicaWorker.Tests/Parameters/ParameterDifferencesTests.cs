using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Parameters;
using static ReplicaWorker.Tests.Parameters.Some;

namespace ReplicaWorker.Tests.Parameters;

/// <summary>Plans in the words of drift.</summary>
public sealed class ParameterDifferencesTests
{
    private const string Repair = "replica-worker parameters /a --region-only us-west-2";

    private static readonly DateTime Early = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Test]
    public void An_equal_copy_has_no_difference() => Assert.That(Of(Parameter(), CopyOf(Parameter())), Is.Empty);

    [Test]
    public void A_pair_has_differences_if_and_only_if_its_plan_is_not_in_step() =>
        Prop.ForAll(ParameterPlannerLaws.Sides(), sides =>
        {
            var plan = Plan(sides.Source, sides.Copy, rules => rules with { OnConflict = sides.Conflict });
            var differences = Of(sides.Source, sides.Copy, new ParametersOptions { OnConflict = sides.Conflict });
            return differences.IsEmpty == (plan.Verdict is Verdict.InStep or Verdict.LeftAlone);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void What_a_sync_would_not_do_is_not_repairable_and_what_it_would_do_is() =>
        Prop.ForAll(ParameterPlannerLaws.Sides(), sides =>
        {
            var plan = Plan(sides.Source, sides.Copy, rules => rules with { OnConflict = sides.Conflict });
            return Of(sides.Source, sides.Copy, new ParametersOptions { OnConflict = sides.Conflict })
                .All(difference => difference.IsRepairable == (plan.Verdict == Verdict.Change) && difference.IsRepairable == !difference.Repairs.IsEmpty);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_missing_copy_is_repaired_by_our_command()
    {
        var missing = Of(Parameter() with { Modified = Early }, null).Single();

        Assert.That((missing.Kind, missing.Field, missing.Repairs.Single()), Is.EqualTo((DifferenceKind.Missing, "", Repair)));
        Assert.That((missing.SourceChanged, missing.ReplicaChanged), Is.EqualTo((new DateTimeOffset(Early), (DateTimeOffset?)null)));
    }

    [Test]
    public void An_orphan_may_go_by_either_command_and_looks_no_older_than_it_is()
    {
        var extra = Of(null, CopyOf(Parameter()) with { Modified = Early }).Single();

        Assert.That(extra.Kind, Is.EqualTo(DifferenceKind.Extra));
        Assert.That(extra.Repairs, Is.EqualTo([Repair, "aws ssm delete-parameter --region us-west-2 --name /a"]));
        Assert.That((extra.SourceChanged, extra.ReplicaChanged), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)), "when its source was deleted, nobody knows");
    }

    [Test]
    public void An_orphan_waits_for_a_person_where_nothing_is_deleted()
    {
        var extra = Of(null, CopyOf(Parameter()), new ParametersOptions { MaxDeletes = 0 }).Single();

        Assert.That((extra.IsRepairable, extra.Repairs[0]), Is.EqualTo((false, Repair + " --allow-deletes 1")));
    }

    [Test]
    public void Every_property_has_its_own_difference()
    {
        var source = Parameter(value: "one", type: "SecureString") with
        {
            KeyId = "alias/new", Tier = "Advanced", DataType = "aws:ssm:integration", Description = "new", AllowedPattern = ".*",
            Policies = [.. Policies((NoChange, "Pending"))],
        };
        var copy = CopyOf(source) with
        {
            Content = ParameterContent.Of("two", West, Key), KeyId = "alias/old", Tier = "Standard", DataType = "text", Description = "old", AllowedPattern = "", Policies = [],
        };

        var found = Of(source, copy).Select(difference => (difference.Kind, difference.Field));

        Assert.That(found, Is.EquivalentTo(
        [
            (DifferenceKind.Value, "Value"), (DifferenceKind.Metadata, "Description"), (DifferenceKind.Metadata, "AllowedPattern"),
            (DifferenceKind.Metadata, "DataType"), (DifferenceKind.Metadata, "Tier"), (DifferenceKind.Policy, "Policies"), (DifferenceKind.KmsKey, "KeyId"),
        ]));
    }

    [Test]
    public void A_value_is_shown_by_digests_and_in_no_other_way()
    {
        var value = Of(Parameter(value: "marked-one"), CopyOf(Parameter()) with { Content = ParameterContent.Of("marked-two", West, Key) }).Single();

        Assert.That(value.SourceDigest, Has.Length.EqualTo(16).And.Not.EqualTo(value.ReplicaDigest));
        Assert.That(value.SourceDigest, Is.EqualTo(ParameterContent.Of("marked-one", West, Key).Shown), "one key, one digest");
        Assert.That(ParameterContent.Of("marked-one", West, new ContentKey()).Shown, Is.Not.EqualTo(value.SourceDigest), "another run's tell nothing");
        Assert.That(value.ToString(), Does.Not.Contain("marked"));
    }

    [Test]
    public void Values_that_name_their_own_regions_are_expected_to_differ()
    {
        var source = Parameter(value: "arn:aws:sns:us-east-1:1:topic and more");
        var twin = CopyOf(source) with { Content = ParameterContent.Of("arn:aws:sns:us-west-2:1:topic and more", West, Key) };
        var other = CopyOf(source) with { Content = ParameterContent.Of("arn:aws:sns:us-west-2:1:topic and less", West, Key) };

        Assert.That(Of(source, twin).Single().Expected, Does.Contain("its own region"));
        Assert.That(Of(source, other).Single().Expected, Is.Null);
    }

    [Test]
    public void Another_type_is_one_difference()
    {
        var source = Parameter(type: "SecureString");

        Assert.That(Of(source, CopyOf(source) with { Type = "String", Description = "old" }).Select(difference => difference.Kind), Is.EqualTo([DifferenceKind.Type]));
    }

    [Test]
    public void Each_tag_is_a_difference_with_the_line_that_sets_or_removes_it()
    {
        var source = Parameter().With(("Team", "new"), ("Note", "a, b"));
        var copy = CopyOf(Parameter().With(("Team", "old"), ("Gone away", "x")));

        var tags = Of(source, copy).ToDictionary(difference => difference.Field, StringComparer.Ordinal);

        Assert.That(tags.Keys, Is.EquivalentTo(["Team", "Note", "Gone away"]));
        Assert.That(tags.Values.Select(tag => tag.Kind), Is.All.EqualTo(DifferenceKind.Tags));
        Assert.That(tags["Team"].Repairs[1], Is.EqualTo("aws ssm add-tags-to-resource --region us-west-2 --resource-type Parameter --resource-id /a --tags 'Key=Team,Value=new'"));
        Assert.That(tags["Gone away"].Repairs[1], Is.EqualTo(
            "aws ssm remove-tags-from-resource --region us-west-2 --resource-type Parameter --resource-id /a --tag-keys 'Gone away'"));
        Assert.That(tags["Note"].Repairs, Is.EqualTo([Repair]), "the shorthand of the AWS CLI cannot say a comma");
        Assert.That(tags["Team"].SourceChanged, Is.Null, "a tag has no change time");
    }

    [Test]
    public void Labels_are_compared_where_they_were_read()
    {
        var source = Parameter() with { Labels = Labels("live", "both") };
        var copy = CopyOf(Parameter()) with { Labels = Labels("both", "old") };

        Assert.That(Of(source, copy).Select(difference => (difference.Kind, difference.Field, difference.Repairs[0])), Is.EquivalentTo(
            [(DifferenceKind.Labels, "live", Repair + " --labels"), (DifferenceKind.Labels, "old", Repair + " --labels")]));
        Assert.That(Of(source with { Labels = null }, copy), Is.Empty);
    }

    [Test]
    public void Somebody_elses_parameter_in_its_place_is_a_conflict_that_a_person_decides()
    {
        var conflict = Of(Parameter(), Parameter(value: "other")).Single();

        Assert.That((conflict.Kind, conflict.IsRepairable, conflict.Repairs.Length), Is.EqualTo((DifferenceKind.Conflict, false, 0)));
        Assert.That(conflict.Detail, Does.Contain("without our mark"));
    }

    [Test]
    public void A_key_of_the_primary_region_alone_leaves_the_copy_missing_or_its_key_wrong()
    {
        var source = Parameter(type: "SecureString") with { KeyId = "11111111-2222-3333-4444-555555555555" };

        Assert.That(Of(source, null).Single(), Has.Property("Kind").EqualTo(DifferenceKind.Missing).And.Property("IsRepairable").False);
        Assert.That(Of(source, CopyOf(source)).Single(), Has.Property("Kind").EqualTo(DifferenceKind.KmsKey).And.Property("Detail").Contains("Parameters__KmsKeys__us-west-2"));
    }

    private static ParameterLabels Labels(params string[] labels) => new(1, [.. labels.ToImmutableSortedSet(StringComparer.Ordinal)], 1, [], 1);

    private static ImmutableArray<Difference> Of(ParameterState? source, ParameterState? copy, ParametersOptions? options = null)
    {
        var target = new ParameterTarget(West, Replica, options ?? new(), Mark(), new StillClock());
        return new ParameterDifferences(target, (options ?? new()).MaxDeletes).Of(target.Plan("/a", source, copy), source, copy);
    }

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
