using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Parameters;
using static ReplicaWorker.Tests.Parameters.Some;

namespace ReplicaWorker.Tests.Parameters;

public sealed class ParameterPlannerTests
{
    [Test]
    public void A_copy_that_is_equal_needs_nothing()
    {
        var source = Parameter().With(("Team", "shop"));

        Assert.That(Plan(source, CopyOf(source)).Verdict, Is.EqualTo(Verdict.InStep));
    }

    [Test]
    public void What_is_on_neither_side_is_in_step() => Assert.That(Plan(null, null).Verdict, Is.EqualTo(Verdict.InStep));

    [Test]
    public void A_missing_copy_is_created_marked_in_one_step()
    {
        var plan = Plan(Parameter().With(("Team", "shop"), ("aws:cloudformation:stack-name", "s")), null);

        var create = (ParameterStep.Create)plan.Steps.Single();
        Assert.That(
            create.Tags,
            Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Team"] = "shop",
                [OwnershipMark.DefaultStatusKey] = OwnershipMark.Monitored,
                [OwnershipMark.DefaultSourceKey] = "us-east-1/shop/test",
            }));
        Assert.That(create.Reason, Is.EqualTo("missing"));
    }

    [Test]
    public void A_put_sends_every_property_so_that_cleared_ones_are_cleared()
    {
        var source = Parameter();
        var copy = CopyOf(source) with
        {
            Description = "old", AllowedPattern = ".*", Tier = "Advanced", Policies = [.. Policies((NoChange, "Pending"))], Version = 7,
        };

        var overwrite = (ParameterStep.Overwrite)Plan(source, copy).Steps.Single();

        Assert.That(
            (overwrite.Wanted.Description, overwrite.Wanted.AllowedPattern, overwrite.Wanted.DataType, overwrite.Wanted.Policies),
            Is.EqualTo(("", "", "text", "[{}]")));
        Assert.That(overwrite.Expected, Is.EqualTo(7));
        Assert.That(overwrite.Reason, Is.EqualTo("description, allowed pattern, policies differ"));
    }

    [Test]
    public void Every_property_that_differs_is_named_and_no_value_is()
    {
        var source = Parameter(value: "marked-new") with { Type = "SecureString", KeyId = "alias/new", Tier = "Advanced", DataType = "aws:ssm:integration" };
        var copy = CopyOf(source) with { Content = ParameterContent.Of("marked-old", West, Key), KeyId = "alias/old", Tier = "Standard", DataType = "text" };

        var step = Plan(source, copy).Steps.Single();

        Assert.That(step.Reason, Is.EqualTo("value, data type, tier, key differ"));
        Assert.That(step.ToString(), Does.Not.Contain("marked"));
    }

    [Test]
    public void Tags_are_added_changed_and_removed_without_a_put()
    {
        var source = Parameter().With(("Team", "new"), ("Added", "1"));
        var copy = CopyOf(source).With(("Gone", "x"));
        copy = copy with { Tags = copy.Tags.Where(tag => tag.Key != "Added").ToDictionary(tag => tag.Key, tag => tag.Key == "Team" ? "old" : tag.Value, StringComparer.Ordinal) };

        var plan = Plan(source, copy);

        Assert.That(((ParameterStep.Tag)plan.Steps[0]).Tags.Keys, Is.EqualTo(["Added", "Team"]));
        Assert.That(((ParameterStep.Untag)plan.Steps[1]).Keys, Is.EqualTo(["Gone"]));
        Assert.That(plan.Steps, Has.Length.EqualTo(2));
    }

    [Test]
    public void Tags_of_the_service_on_the_copy_are_not_ours_to_remove()
    {
        var source = Parameter();

        Assert.That(Plan(source, CopyOf(source).With(("aws:servicecatalog:x", "1"))).Verdict, Is.EqualTo(Verdict.InStep));
    }

    [Test]
    public void When_there_is_no_room_tags_go_before_others_come()
    {
        var source = Parameter().With([.. Enumerable.Range(0, 48).Select(n => ($"new{n}", "x"))]);
        var copy = CopyOf(Parameter().With([.. Enumerable.Range(0, 48).Select(n => ($"old{n}", "x"))]));

        Assert.That(Plan(source, copy).Steps.Select(step => step.Action), Is.EqualTo(["untag", "tag"]));
    }

    [Test]
    public void Fifty_tags_with_no_slot_for_the_mark_are_a_failure_and_nothing_is_written()
    {
        var fits = Plan(Parameter().With([.. Enumerable.Range(0, 48).Select(n => ($"k{n}", "x"))]), null);
        var full = Plan(Parameter().With([.. Enumerable.Range(0, 49).Select(n => ($"k{n}", "x"))]), null);

        Assert.That(fits.Verdict, Is.EqualTo(Verdict.Change));
        Assert.That((full.Verdict, full.Steps.Length), Is.EqualTo((Verdict.Failed, 0)));
        Assert.That(full.Reason, Does.Contain("51 tags with our mark"));
    }

    [Test]
    public void A_copy_that_became_advanced_stays_so_and_is_otherwise_in_step()
    {
        var source = Parameter();
        var plan = Plan(source, CopyOf(source) with { Tier = "Advanced" });

        Assert.That((plan.Verdict, plan.Remarks.Single()), Is.EqualTo((Verdict.InStep, Remark.StaysAdvanced)));
    }

    [Test]
    public void A_copy_that_stays_advanced_is_put_as_advanced()
    {
        var source = Parameter(value: "new");
        var overwrite = (ParameterStep.Overwrite)Plan(source, CopyOf(Parameter(value: "old")) with { Tier = "Advanced" }).Steps.Single();

        Assert.That(overwrite.Wanted.Tier, Is.EqualTo("Advanced"), "standard would be refused");
    }

    [TestCase("Standard", "x", "Standard")]
    [TestCase("Advanced", "x", "Advanced")]
    [TestCase("Intelligent-Tiering", "x", "Standard")]
    public void The_tier_is_always_sent_and_never_a_wish(string tier, string value, string expected) =>
        Assert.That(Wanted(Plan(Parameter(value: value) with { Tier = tier }, null)).Tier, Is.EqualTo(expected));

    [Test]
    public void A_wish_for_the_fitting_tier_becomes_advanced_with_a_long_value() =>
        Assert.That(Wanted(Plan(Parameter(value: new string('x', 4_097)) with { Tier = "Intelligent-Tiering" }, null)).Tier, Is.EqualTo("Advanced"));

    [Test]
    public void Another_type_takes_our_copy_away_to_be_created_again()
    {
        var plan = Plan(Parameter(type: "SecureString"), CopyOf(Parameter()) with { Version = 3 });

        var delete = (ParameterStep.Delete)plan.Steps.Single();
        Assert.That((delete.IsForGood, delete.Expected, plan.IsPartial), Is.EqualTo((false, 3, true)));
    }

    [Test]
    public void A_copy_of_the_replaced_system_with_another_type_is_marked_before_it_is_taken_away()
    {
        var plan = Plan(Parameter(type: "SecureString"), Parameter().With(("ReplicationStatus", ParameterMark.Replaced)));

        Assert.That(plan.Steps.Select(step => step.Action), Is.EqualTo(["tag", "delete"]));
    }

    [Test]
    public void An_orphan_of_ours_goes_and_remembers_what_it_expects_to_replace()
    {
        var delete = (ParameterStep.Delete)Plan(null, CopyOf(Parameter()) with { Version = 5 }).Steps.Single();

        Assert.That((delete.IsForGood, delete.Expected), Is.EqualTo((true, 5)));
    }

    [TestCase("ReplicationStatus", ParameterMark.Replaced)]
    [TestCase("Anything", "else")]
    public void A_parameter_without_our_mark_is_never_deleted(string key, string value) =>
        Assert.That(Plan(null, Parameter().With((key, value))).Verdict, Is.EqualTo(Verdict.LeftAlone));

    [Test]
    public void A_parameter_without_any_mark_is_a_conflict_unless_told_otherwise()
    {
        var (equal, other) = (Parameter(), Parameter(value: "other"));

        Assert.That(Plan(Parameter(), equal).Verdict, Is.EqualTo(Verdict.Failed));
        Assert.That(Actions(Plan(Parameter(), equal, Adopt)), Is.EqualTo(["tag"]));
        Assert.That(Plan(Parameter(), other, Adopt).Verdict, Is.EqualTo(Verdict.Failed));
        Assert.That(Plan(Parameter(), other, Adopt).Reason, Does.Contain("differs (value)").And.Contain("not adopted"));
        Assert.That(Actions(Plan(Parameter(), other, Overwrite)), Is.EqualTo(["overwrite", "tag"]));
        Assert.That(Plan(Parameter(type: "SecureString"), other, Overwrite).Verdict, Is.EqualTo(Verdict.Failed), "that would need a deletion");
    }

    [Test]
    public void A_copy_of_another_environment_is_never_touched_whatever_is_configured(
        [Values("Fail", "Adopt", "Overwrite")] string configured, [Values("us-east-1/shop/staging", "eu-west-1/shop/test", "us-east-1/other/test")] string origin)
    {
        var onConflict = Enum.Parse<ParameterConflict>(configured);
        var copy = Parameter().With((OwnershipMark.DefaultStatusKey, OwnershipMark.Monitored), (OwnershipMark.DefaultSourceKey, origin));

        Assert.That(Plan(Parameter(value: "new"), copy, rules => rules with { OnConflict = onConflict }).Verdict, Is.EqualTo(Verdict.Failed));
        Assert.That(Plan(null, copy, rules => rules with { OnConflict = onConflict }).Verdict, Is.EqualTo(Verdict.LeftAlone));
    }

    [TestCase("ReplicationStatus")]
    [TestCase("SomeOtherKey")]
    public void A_copy_of_the_replaced_system_is_taken_over_under_whatever_key_its_mark_stands(string key)
    {
        var copy = Parameter(value: "old").With((key, ParameterMark.Replaced), ("Environment", "disaster-recovery"));
        var plan = Plan(Parameter(value: "new"), copy);

        Assert.That(Actions(plan), Is.EqualTo(["overwrite", "tag", "untag"]));
        Assert.That(Apply(plan, copy).Tags, Is.EquivalentTo(OurMark), "nothing of the old mark is left");
    }

    [TestCase("ReplicationStatus", "anything")]
    [TestCase("Key", OwnershipMark.Monitored)]
    [TestCase("Key", ParameterMark.Replaced)]
    public void A_source_that_bears_a_mark_is_a_copy_and_never_a_source(string key, string value)
    {
        var plan = Plan(Parameter().With((key, value)), CopyOf(Parameter(value: "old")));

        Assert.That((plan.Verdict, plan.Remarks.Single()), Is.EqualTo((Verdict.LeftAlone, Remark.IsACopy)));
    }

    [Test]
    public void An_image_is_of_one_region_and_is_not_copied() =>
        Assert.That(Plan(Parameter() with { DataType = "aws:ec2:image" }, null).Remarks.Single(), Is.EqualTo(Remark.Image));

    [Test]
    public void A_value_that_points_back_is_reported_and_left_out_where_configured()
    {
        var source = Parameter(value: "arn:aws:sns:us-east-1:123456789012:topic");

        Assert.That(Plan(source, null).Remarks.Single(), Is.EqualTo(Remark.RegionalValue));
        Assert.That(Plan(source, null).Verdict, Is.EqualTo(Verdict.Change));
        Assert.That(Plan(source, null, rules => rules with { SkipRegionalValues = true }).Verdict, Is.EqualTo(Verdict.LeftAlone));
    }

    [Test]
    public void A_fence_is_neither_copied_nor_deleted()
    {
        var fence = Parameter("/replica-worker-fence/shop/test");

        Assert.That(Plan(fence, null).Verdict, Is.EqualTo(Verdict.LeftAlone));
        Assert.That(Plan(null, CopyOf(fence)).Verdict, Is.EqualTo(Verdict.LeftAlone));
    }

    [Test]
    public void A_name_that_only_the_longer_regions_arn_makes_too_long_is_a_failure()
    {
        var name = "/" + new string('n', 965);
        var source = Parameter(name) with { Arn = $"arn:aws:ssm:us-east-1:123456789012:parameter{name}" };

        Assert.That(source.Arn!.Length, Is.EqualTo(1_010));
        Assert.That(Plan(source, null).Verdict, Is.EqualTo(Verdict.Change));
        var plan = Plan(source, null, rules => rules with { Region = "ap-southeast-2" });
        Assert.That((plan.Verdict, plan.Reason), Is.EqualTo((Verdict.Failed, "the name is 4 characters too long for an ARN of ap-southeast-2; nothing was written")));
    }

    [Test]
    public void A_key_of_one_region_fails_and_names_the_option_that_mends_it()
    {
        var source = Parameter(type: "SecureString") with { KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab" };
        var plan = Plan(source, null);

        Assert.That((plan.Verdict, plan.Meaning), Is.EqualTo((Verdict.Failed, ExitCode.Denied)));
        Assert.That(plan.Reason, Does.Contain("Parameters__KmsKeys__us-west-2"));
        Assert.That(Wanted(Plan(source, null, rules => rules with { KmsKey = "alias/dr" })).KeyId, Is.EqualTo("alias/dr"));
    }

    [Test]
    public void Nothing_but_a_secure_string_has_a_key() => Assert.That(Wanted(Plan(Parameter() with { KeyId = "k" }, null)).KeyId, Is.Null);

    [Test]
    public void Labels_of_the_current_version_follow_when_they_were_read()
    {
        var source = Parameter() with { Labels = Labels("live", "new") };
        var copy = CopyOf(Parameter()) with { Labels = Labels("live", "old"), Version = 4 };

        var plan = Plan(source, copy);

        Assert.That(((ParameterStep.Unlabel)plan.Steps[0]) is { Version: 4, Labels: ["old"] });
        Assert.That(((ParameterStep.Label)plan.Steps[1]).Labels, Is.EqualTo(["new"]));
        Assert.That(Plan(Parameter(), copy).Verdict, Is.EqualTo(Verdict.InStep), "labels that nobody asked for are left alone");
        Assert.That(Actions(Plan(source, null)), Is.EqualTo(["create", "label"]));
        Assert.That(((ParameterStep.Label)Plan(source with { Content = ParameterContent.Of("2", East, Key) }, copy).Steps[1]).Labels, Is.EqualTo(["live", "new"]));
    }

    [Test]
    public void Labels_on_the_oldest_of_a_hundred_versions_make_room_for_the_next()
    {
        var copy = CopyOf(Parameter()) with { Version = 105, Labels = new(105, [], 6, ["old"], 100) };
        var plan = Plan(Parameter(value: "new"), copy);

        Assert.That(Actions(plan), Is.EqualTo(["unlabel", "overwrite"]));
        Assert.That(plan.Steps[0] is ParameterStep.Unlabel { Version: 6, Labels: ["old"] });
        Assert.That(plan.Remarks.Single(), Is.EqualTo(Remark.OldLabelsTaken));
        Assert.That(Plan(Parameter(), copy).Verdict, Is.EqualTo(Verdict.InStep), "nothing to write, so nothing to make room for");
    }

    internal static ParameterState Apply(ParameterPlan plan, ParameterState? copy) => plan.Steps.Aggregate(copy, Apply)!;

    internal static ParameterState? Apply(ParameterState? copy, ParameterStep step) => step switch
    {
        ParameterStep.Create create => Put(create.Wanted, null) with { Tags = create.Tags },
        ParameterStep.Overwrite overwrite => Put(overwrite.Wanted, copy),
        ParameterStep.Tag tag => copy! with { Tags = copy.Tags.Where(t => !tag.Tags.ContainsKey(t.Key)).Concat(tag.Tags).ToDictionary(StringComparer.Ordinal) },
        ParameterStep.Untag untag => copy! with { Tags = copy.Tags.Where(t => !untag.Keys.Contains(t.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal) },
        ParameterStep.Delete => null,
        _ => copy,
    };

    private static ParameterState Put(WantedParameter wanted, ParameterState? copy) => (copy ?? Parameter()) with
    {
        Name = wanted.Name,
        Type = wanted.Type,
        Content = wanted.Content,
        Version = (copy?.Version ?? 0) + 1,
        Description = wanted.Description,
        AllowedPattern = wanted.AllowedPattern,
        DataType = wanted.DataType,
        Tier = wanted.Tier,
        KeyId = wanted.KeyId,
        Policies = wanted.Policies is null ? copy?.Policies ?? [] : [.. ParameterPolicyTests.Parse(wanted.Policies)],
    };

    private static IEnumerable<string> Actions(ParameterPlan plan) => plan.Steps.Select(step => step.Action);

    private static WantedParameter Wanted(ParameterPlan plan) => ((ParameterStep.Create)plan.Steps[0]).Wanted;

    private static ParameterLabels Labels(params string[] current) => new(1, [.. current], 1, [], 1);

    private static ParameterPlanRules Adopt(ParameterPlanRules rules) => rules with { OnConflict = ParameterConflict.Adopt };

    private static ParameterPlanRules Overwrite(ParameterPlanRules rules) => rules with { OnConflict = ParameterConflict.Overwrite };
}
