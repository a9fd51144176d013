using NUnit.Framework;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Findings;
using static ReplicaWorker.Tests.Drift.Pairs;

namespace ReplicaWorker.Tests.Drift;

public sealed class SecondLookTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    [TestCase(DifferenceKind.Value, -4, true, Description = "young")]
    [TestCase(DifferenceKind.Value, -6, false, Description = "old")]
    [TestCase(DifferenceKind.Extra, -600, true, Description = "when the source was deleted no time tells")]
    [TestCase(DifferenceKind.Tags, -600, true, Description = "no time tells of tags")]
    public void What_may_pass_is_read_again(object kind, int minutes, bool again) =>
        Assert.That(SecondLook.Due([Different("/a", Differs((DifferenceKind)kind, changed: Now.AddMinutes(minutes)))], Now, Grace), Has.Length.EqualTo(again ? 1 : 0));

    [Test]
    public void Without_grace_a_sync_that_was_just_started_is_still_waited_for() =>
        Assert.That(SecondLook.Due([Different("/a", Differs(changed: Now.AddSeconds(-90)))], Now, TimeSpan.Zero), Has.Length.EqualTo(1));

    [Test]
    public void A_difference_of_unknown_age_and_no_expected_one_is_read_again()
    {
        Assert.That(SecondLook.Due([Different("/a", Differs())], Now, Grace), Has.Length.EqualTo(1));
        Assert.That(SecondLook.Due([Different("/a", Differs() with { Expected = "regional" })], Now, Grace), Is.Empty);
    }

    [Test]
    public void The_second_reading_takes_the_place_of_the_first()
    {
        var (gone, stays, torn, untouched) = (Different("/gone", Differs()), Different("/stays", Differs()), Different("/torn", Differs()), Equal("/equal"));

        var merged = SecondLook.Merge([gone, stays, torn, untouched], [gone, stays, torn], [Equal("/gone"), stays, Unreadable("/torn"), Different("/never-asked")]);

        Assert.That(merged.Select(pair => pair.Item), Is.EquivalentTo(["/gone", "/stays", "/torn", "/equal"]));
        Assert.That(Findings([.. merged]).Select(finding => finding.Item), Is.EqualTo(["/stays"]));
        Assert.That(merged.Single(pair => pair.Item == "/torn").Unreadable, Is.Not.Null);
    }

    [Test]
    public void A_pair_that_is_gone_on_both_sides_is_no_pair_any_more() =>
        Assert.That(SecondLook.Merge([Different("/a", Differs())], [Different("/a", Differs())], []), Is.Empty);

    [Test]
    public void A_difference_that_only_the_second_look_has_seen_does_not_count_yet()
    {
        var looked = Different("/a", Differs(DifferenceKind.Tags, "One"));
        var again = Different("/a", Differs(DifferenceKind.Tags, "One"), Differs(DifferenceKind.Tags, "Two"));

        Assert.That(SecondLook.SeenOnce([looked], [again], Now, Grace), Is.EqualTo(new[] { FindingId.Of(again, again.Differences[1]) }));
    }
}
