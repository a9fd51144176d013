using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Findings;
using ReplicaWorker.Modules.Drift.Reports;
using static ReplicaWorker.Tests.Drift.Pairs;

namespace ReplicaWorker.Tests.Drift;

public sealed class FindingTests
{
    /// <summary>Reports of earlier versions are compared with: these may never change. Computed elsewhere: SHA-256 of each part after its length.</summary>
    [TestCase(ItemKind.Parameter, "/a", "us-west-2", DifferenceKind.Value, "", "0a0e5663623dbcb7")]
    [TestCase(ItemKind.Repository, "shop", "eu-west-1", DifferenceKind.Ref, "refs/heads/main", "77ee394f2c5954ef")]
    public void An_id_is_the_same_in_every_version(object kind, string item, string region, object difference, string field, string id) =>
        Assert.That(FindingId.Of((ItemKind)kind, item, region, (DifferenceKind)difference, field), Is.EqualTo(id));

    [Test]
    public void Two_findings_share_an_id_only_when_they_are_one() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, NonNull<string>>((item, region, field) =>
        {
            var id = FindingId.Of(ItemKind.Secret, item.Get, region.Get, DifferenceKind.Tags, field.Get);
            return id == FindingId.Of(ItemKind.Secret, item.Get, region.Get, DifferenceKind.Tags, field.Get)
                && id.Length == 16
                && (region.Get.Length == 0 || id != FindingId.Of(ItemKind.Secret, item.Get + region.Get, "", DifferenceKind.Tags, field.Get))
                && id != FindingId.Of(ItemKind.Secret, item.Get, region.Get, DifferenceKind.Value, field.Get);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Every_sort_of_difference_has_its_line_in_the_table_of_severities() =>
        Assert.That(
            from kind in Enum.GetValues<ItemKind>()
            from difference in Enum.GetValues<DifferenceKind>()
            from whole in (bool[])[true, false]
            select SeverityTable.Of(kind, difference, whole).Reason,
            Has.None.Contains("without a line"));

    [Test]
    public void What_is_missing_is_graver_than_what_is_old_and_a_tag_is_least() =>
        Assert.That(
            Findings(
                Different("/tag", Differs(DifferenceKind.Tags, "Team", LongAgo)), Different("/old"), Different("/gone", Differs(DifferenceKind.Missing, changed: LongAgo)))
                .Select(finding => (finding.Item, finding.Severity)),
            Is.EqualTo(new[] { ("/gone", Severity.Critical), ("/old", Severity.High), ("/tag", Severity.Low) }));

    [Test]
    public void The_age_is_that_of_the_newer_change()
    {
        var difference = Differs() with { SourceChanged = Now.AddHours(-5), ReplicaChanged = Now.AddHours(-2) };

        Assert.That(Findings(Different("/a", difference)).Single().Age, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(Differences.Age(difference with { SourceChanged = null }, Now), Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(Differences.Age(Differs(), Now), Is.Null);
        Assert.That(Differences.Age(Differs(changed: Now.AddMinutes(1)), Now), Is.EqualTo(TimeSpan.Zero), "a clock ahead of ours");
    }

    /// <summary>Flaw 4 of the system that this one replaces: change dates were collected and never used.</summary>
    [TestCase(299, FindingState.InGrace)]
    [TestCase(300, FindingState.Open)]
    public void Flaw_4_a_difference_younger_than_the_grace_does_not_count(int seconds, object state) =>
        Assert.That(Findings(Different("/a", Differs(changed: Now.AddSeconds(-seconds)))).Single().State, Is.EqualTo(state));

    [Test]
    public void A_difference_that_no_time_tells_the_age_of_counts_once_it_was_seen_twice() =>
        Assert.That(Findings(Different("/a", Differs(DifferenceKind.Tags))).Single().State, Is.EqualTo(FindingState.Open));

    [Test]
    public void The_same_state_gives_the_same_list_in_whatever_order_it_was_read()
    {
        PairComparison[] pairs = [Different("/b"), Different("/a", Differs(field: "y", changed: LongAgo), Differs(field: "x", changed: LongAgo)), Different("/c", Differs(DifferenceKind.Missing, changed: LongAgo))];

        Assert.That(Findings(pairs).Select(finding => finding.Id), Is.EqualTo(Findings([.. pairs.Reverse()]).Select(finding => finding.Id)));
    }

    [Test]
    public void A_key_of_AWS_is_a_finding_where_one_of_ones_own_is_demanded()
    {
        var demanded = CustomerKeys.Demanded(Equal("/a") with { AwsManagedKeys = [West] });

        Assert.That(demanded.Differences.Single(), Has.Property(nameof(Difference.Kind)).EqualTo(DifferenceKind.KmsKey).And.Property("IsRepairable").False);
        Assert.That(CustomerKeys.Demanded(Equal("/a")).Differences, Is.Empty);
        Assert.That(CustomerKeys.Demanded(Unreadable("/a") with { AwsManagedKeys = [West] }).Differences, Is.Empty);
    }
}
