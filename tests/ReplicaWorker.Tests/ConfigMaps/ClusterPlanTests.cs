using NUnit.Framework;
using ReplicaWorker.Modules.ConfigMaps;
using static ReplicaWorker.Tests.ConfigMaps.Some;

namespace ReplicaWorker.Tests.ConfigMaps;

public sealed class ClusterPlanTests
{
    private static readonly ConfigMapName[] Names = [.. Enumerable.Range(0, 4).Select(i => new ConfigMapName("web", $"m{i}"))];

    [Test]
    public void A_copy_that_no_entry_wants_is_deleted_and_one_whose_source_could_not_be_read_is_not()
    {
        var live = Live(Names[..2]);

        var plans = ClusterPlan.Compute([Wanted(Target)], live, new HashSet<ConfigMapName> { Target, Names[0] }, Rules);

        Assert.That(plans.Single(plan => plan.Target == Names[1]).Step, Is.InstanceOf<ConfigMapStep.Delete>());
        Assert.That(plans.Any(plan => plan.Target == Names[0]), Is.False);
    }

    [TestCase(4, null, false)]
    [TestCase(3, null, true)]
    [TestCase(3, 4, false)]
    [TestCase(10, 3, true)]
    public void More_deletions_than_allowed_are_held_all_of_them(int maxDeletes, int? allowDeletes, bool isHeld)
    {
        var plans = ClusterPlan.Compute(
            [Wanted(Target)], Live(Names), new HashSet<ConfigMapName> { Target }, Rules with { MaxDeletes = maxDeletes, AllowDeletes = allowDeletes });

        Assert.That(plans.Count(plan => plan.Verdict == ConfigMapVerdict.Held), Is.EqualTo(isHeld ? 4 : 0));
        Assert.That(plans.Single(plan => plan.Target == Target).Verdict, Is.EqualTo(ConfigMapVerdict.Change));
    }

    [Test]
    public void That_every_source_is_gone_is_held_until_a_person_confirms()
    {
        SourceReading[] gone = [.. Names[..2].Select(name => SourceReading.Gone(Entry(target: name)))];
        var targets = Names[..2].ToHashSet();

        Assert.That(ClusterPlan.Compute(gone, Live(Names[..2]), targets, Rules).Select(plan => plan.Verdict), Has.All.EqualTo(ConfigMapVerdict.Held));
        Assert.That(ClusterPlan.Compute(gone, Live(Names[..2]), targets, Rules with { AllowDeletes = 2 }).Select(plan => plan.Verdict), Has.All.EqualTo(ConfigMapVerdict.Change));
    }

    [Test]
    public void That_the_one_source_of_an_event_is_gone_is_its_deletion()
    {
        var plans = ClusterPlan.Compute([SourceReading.Gone(Entry(target: Names[0]))], Live(Names[..1]), Names.ToHashSet(), Rules, isFull: false);

        Assert.That(plans.Single().Verdict, Is.EqualTo(ConfigMapVerdict.Change));
    }

    [Test]
    public void Plans_are_in_order_of_name() =>
        Assert.That(ClusterPlan.Compute([Wanted(Target)], Live(Names), new HashSet<ConfigMapName> { Target }, Rules).Select(plan => plan.Target), Is.Ordered);

    private static SourceReading Wanted(ConfigMapName target) => new(Entry(target: target), Content(("log_level", "info")), "1");

    private static Dictionary<ConfigMapName, LiveConfigMap> Live(IEnumerable<ConfigMapName> names) => names.ToDictionary(name => name, name => Copy([("log_level", "info")], name: name));
}
