using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Findings;
using ReplicaWorker.Modules.Drift.Reports;
using static ReplicaWorker.Tests.Drift.Pairs;

namespace ReplicaWorker.Tests.Drift;

/// <summary>What a run may claim. The flaws are those of the system that this one replaces.</summary>
public sealed class VerdictTests
{
    [Test]
    public void Flaw_1_nothing_compared_is_never_in_sync()
    {
        Assert.That(Verdict([], open: 0), Is.EqualTo(Modules.Drift.Reports.Verdict.Error));
        Assert.That(Verdict([Unreadable("/a")], open: 0), Is.EqualTo(Modules.Drift.Reports.Verdict.Error));
        Assert.That(Verdict([Skipped("/a")], open: 0), Is.EqualTo(Modules.Drift.Reports.Verdict.Error));
        Assert.That(Failures([]).Single().Meaning, Is.EqualTo(ExitCode.SomeFailed));
        Assert.That(Failures([Skipped("/a")]).Single().Message, Does.StartWith("nothing was compared"));
    }

    [Test]
    public void Flaw_2_what_cannot_be_read_is_neither_equal_nor_different()
    {
        PairComparison[] pairs = [Equal("/a"), Unreadable("/b"), Different("/c")];

        Assert.That(KindTally.Of(ItemKind.Parameter, pairs, false, null), Is.EqualTo(new KindCounts(ItemKind.Parameter, 2, 1, 1, 1, 0)));
        Assert.That(Findings(Unreadable("/b")), Is.Empty);
        Assert.That(Verdict([Equal("/a"), Unreadable("/b")], open: 0), Is.EqualTo(Modules.Drift.Reports.Verdict.Incomplete));
        Assert.That(Failures([Equal("/a"), Unreadable("/b")]).Single(), Is.EqualTo(new Failure(West, "/b", "denied", ExitCode.Denied)));
    }

    [Test]
    public void Flaw_6_a_kind_that_is_to_be_compared_and_is_not_there_is_an_error()
    {
        var counts = KindTally.Of(ItemKind.ConfigMap, [], isDemanded: true, failure: null);

        Assert.That(counts.Failure, Is.Not.Null);
        Assert.That(KindTally.Verdict([KindTally.Of(ItemKind.Parameter, [Equal("/a")], true, null), counts], 0, 1), Is.EqualTo(Modules.Drift.Reports.Verdict.Error));
        Assert.That(KindTally.Of(ItemKind.ConfigMap, [], isDemanded: false, failure: null).Failure, Is.Null);
    }

    [TestCase(1, 1, "Drift")]
    [TestCase(1, 2, "InSync")]
    [TestCase(2, 2, "Drift")]
    public void Drift_begins_at_the_threshold(int open, int threshold, string verdict) =>
        Assert.That(KindTally.Verdict([KindTally.Of(ItemKind.Parameter, [Equal("/a")], false, null)], open, threshold).ToString(), Is.EqualTo(verdict));

    [Test]
    public void A_region_that_does_not_answer_is_one_failure_and_not_thousands()
    {
        var failures = Failures([.. Enumerable.Range(0, 1000).Select(n => Unreadable($"/{n:000}")), Unreadable("/0", Europe)]);

        Assert.That(failures.Select(failure => (failure.Region, failure.Item)), Is.EqualTo(new[] { (Europe, "/0"), (West, "1000 parameters, /000 the first") }));
    }

    private static Verdict Verdict(PairComparison[] pairs, int open) => KindTally.Verdict([KindTally.Of(ItemKind.Parameter, pairs, false, null)], open, 1);

    private static IReadOnlyList<Failure> Failures(PairComparison[] pairs) =>
        DriftFailures.Of([new(ItemKind.Parameter, false, [.. pairs])], pairs, [KindTally.Of(ItemKind.Parameter, pairs, false, null)], "us-east-1");
}
