using NUnit.Framework;
using ReplicaWorker.Kubernetes;
using ReplicaWorker.Modules.ConfigMaps;
using static ReplicaWorker.Tests.ConfigMaps.Some;

namespace ReplicaWorker.Tests.ConfigMaps;

public sealed class ConfigMapPlannerTests
{
    [Test]
    public void Where_nothing_stands_it_is_created()
    {
        var plan = Plan(Source(("log_level", "info")), null);

        Assert.That(plan.Verdict, Is.EqualTo(ConfigMapVerdict.Change));
        Assert.That(plan.Step, Is.InstanceOf<ConfigMapStep.Apply>().With.Property("IsNew").True);
    }

    [Test]
    public void Equal_sides_need_nothing() =>
        Assert.That(Plan(Source(("log_level", "info")), Copy([("log_level", "info")])).Verdict, Is.EqualTo(ConfigMapVerdict.InStep));

    [Test]
    public void A_changed_key_is_set_and_one_that_is_not_wanted_any_more_is_taken_out()
    {
        var plan = Plan(Source(("cache_ttl", "5"), ("log_level", "debug")), Copy([("log_level", "info"), ("gone", "1"), ("cache_ttl", "5")]));

        Assert.That(plan.Set, Is.EqualTo(new[] { "log_level" }));
        Assert.That(plan.Pruned, Is.EqualTo(new[] { "gone" }));
        Assert.That(plan.Step!.Reason, Is.EqualTo("set log_level; take out gone"));
    }

    [Test]
    public void Keys_of_others_are_neither_pruned_nor_a_difference() =>
        Assert.That(Plan(Source(("log_level", "info")), Copy([("log_level", "info")], [("theirs", "1", "helm")])).Verdict, Is.EqualTo(ConfigMapVerdict.InStep));

    [Test]
    public void A_key_that_another_manager_has_set_otherwise_is_a_conflict_that_names_both()
    {
        var plan = Plan(Source(("log_level", "info")), Copy([("cache_ttl", "1")], [("log_level", "debug", "kubectl-edit")]));

        Assert.That((plan.Verdict, plan.IsConflict), Is.EqualTo((ConfigMapVerdict.Failed, true)));
        Assert.That(plan.Conflicts, Is.EqualTo(new[] { new FieldConflict(".data.log_level", "kubectl-edit") }));
        Assert.That(plan.Reason, Does.Contain(".data.log_level belongs to kubectl-edit").And.Contain("ConfigMaps__Force"));
    }

    [Test]
    public void With_force_it_is_taken_over() =>
        Assert.That(
            Plan(Source(("log_level", "info")), Copy([("log_level", "info")], [("log_level", "debug", "kubectl-edit")]), Rules with { Force = true }).Verdict,
            Is.EqualTo(ConfigMapVerdict.Change));

    [Test]
    public void A_value_that_another_manager_has_set_alike_is_shared_once_and_then_in_step()
    {
        var plan = Plan(Source(("log_level", "info")), Copy([], [("log_level", "info", "helm")]));

        Assert.That((plan.Verdict, plan.Step!.Reason), Is.EqualTo((ConfigMapVerdict.Change, "set log_level")));
    }

    [Test]
    public void Somebodys_own_ConfigMap_is_left_as_it_is()
    {
        var plan = Plan(Source(("log_level", "info")), Foreign(("theirs", "1")));

        Assert.That((plan.Verdict, plan.IsConflict, plan.Step), Is.EqualTo((ConfigMapVerdict.Failed, true, (ConfigMapStep?)null)));
        Assert.That(plan.Reason, Does.Contain("bears no mark of ours"));
    }

    [Test]
    public void With_force_it_becomes_ours_and_keeps_its_other_keys() =>
        Assert.That(
            ((ConfigMapStep.Apply)Plan(Source(("log_level", "info")), Foreign(("theirs", "1")), Rules with { Force = true }).Step!).Content.Keys,
            Is.EqualTo(new[] { "log_level" }));

    [TestCase(false)]
    [TestCase(true)]
    public void Another_installations_copy_is_never_touched(bool force)
    {
        var anothers = Copy([("log_level", "info")], mark: AnothersMark);

        Assert.That(Plan(Source(("log_level", "debug")), anothers, Rules with { Force = force }).Verdict, Is.EqualTo(ConfigMapVerdict.Failed));
        Assert.That(ConfigMapPlanner.Plan(SourceReading.Gone(Entry()), anothers, Rules with { Force = force }).Verdict, Is.EqualTo(ConfigMapVerdict.LeftAlone));
    }

    [Test]
    public void A_copy_without_a_source_is_deleted_as_it_was_seen()
    {
        var plan = ConfigMapPlanner.Plan(SourceReading.Gone(Entry()), Copy([("log_level", "info")]), Rules);

        Assert.That(plan.Step, Is.EqualTo(new ConfigMapStep.Delete(Target, "uid", "1", "secret:shop/app does not exist")));
    }

    [Test]
    public void One_that_holds_keys_of_others_is_released_and_stays()
    {
        var plan = ConfigMapPlanner.Plan(SourceReading.Gone(Entry()), Copy([("log_level", "info")], [("theirs", "1", "helm")]), Rules);

        Assert.That(plan.Step, Is.InstanceOf<ConfigMapStep.Release>());
    }

    [Test]
    public void Somebodys_own_ConfigMap_is_never_deleted() =>
        Assert.That(ConfigMapPlanner.Plan(SourceReading.Gone(Entry()), Foreign(("theirs", "1")), Rules with { Force = true }).Verdict, Is.EqualTo(ConfigMapVerdict.LeftAlone));

    [Test]
    public void An_immutable_copy_is_explained()
    {
        var copy = Copy([("log_level", "info")]) with { IsImmutable = true };

        Assert.That(Plan(Source(("log_level", "info")), copy).Verdict, Is.EqualTo(ConfigMapVerdict.InStep));
        Assert.That(Plan(Source(("log_level", "debug")), copy).Reason, Does.Contain("immutable").And.Contain("delete it"));
    }

    [Test]
    public void A_lost_annotation_is_set_again()
    {
        var copy = Copy([("log_level", "info")]);
        copy = copy with { Annotations = new Dictionary<string, string>(StringComparer.Ordinal) };

        var plan = Plan(Source(("log_level", "info")), copy);
        Assert.That((plan.Verdict, plan.IsMarkWrong, plan.Step!.Reason), Is.EqualTo((ConfigMapVerdict.Change, true, "mark")));
    }

    [TestCase(ConfigMapPlanner.LargestContent, ConfigMapVerdict.Change)]
    [TestCase(ConfigMapPlanner.LargestContent + 1, ConfigMapVerdict.Failed)]
    public void What_is_too_large_is_not_sent(int size, object verdict)
    {
        Assert.That(Plan(Source(("log_level", new('x', size))), null).Verdict, Is.EqualTo(verdict));
        Assert.That(Plan(Source(("log_level", new('x', size - 10))), Copy([], [("theirs", "0123456789", "helm")])).Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void A_source_that_says_nothing_any_more_does_not_empty_its_copy()
    {
        var plan = Plan(Source(), Copy([("log_level", "info"), ("cache_ttl", "1")]));

        Assert.That(plan.Verdict, Is.EqualTo(ConfigMapVerdict.Held));
        Assert.That(plan.Reason, Does.Contain("--allow-deletes 1"));
        Assert.That(Plan(Source(), Copy([("log_level", "info")]), Rules with { AllowDeletes = 1 }).Verdict, Is.EqualTo(ConfigMapVerdict.Change));
    }

    [Test]
    public void A_key_that_moves_to_binary_data_is_a_change()
    {
        var source = Source() with { Content = Content().Add("log_level", ConfigMapValue.Binary("aW5mbw==")) };

        var plan = Plan(source, Copy([("log_level", "info")]));

        Assert.That((plan.Set.Single(), plan.Pruned.Single()), Is.EqualTo(("log_level", "log_level")));
    }

    private static ConfigMapPlan Plan(SourceReading source, LiveConfigMap? live, ConfigMapPlanRules? rules = null) => ConfigMapPlanner.Plan(source, live, rules ?? Rules);
}
