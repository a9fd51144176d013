using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Drift.Reports;
using ReplicaWorker.Modules.Drift.Trends;
using static ReplicaWorker.Tests.Drift.Pairs;

namespace ReplicaWorker.Tests.Drift;

public sealed class TrendTests
{
    [Test]
    public void Two_runs_over_the_same_state_have_the_same_findings_persisting_since_the_first()
    {
        var first = Findings(Different("/a"), Different("/b"));
        var second = TrendComparison.Known(Findings(Different("/a"), Different("/b")).Select(finding => finding with { Since = Now.AddHours(1) }).ToImmutableArray(), Last(first));

        Assert.That(second.Select(finding => (finding.Id, finding.Trend, finding.Since)), Is.EqualTo(first.Select(finding => (finding.Id, Trend.Persisting, Now))));
    }

    /// <summary>Whatever was and is: each finding of the last report is in one list and only one, and each of this run is new or persisting.</summary>
    [Test]
    public void Persisting_resolved_and_unconfirmed_are_the_last_report_and_new_and_persisting_are_this_one() =>
        Prop.ForAll<bool[], byte[]>((before, now) =>
        {
            var last = Last(Findings([.. before.Select((was, n) => (was, n)).Where(one => one.was).Select(one => Different($"/{one.n}"))]));
            var pairs = now.Select((state, n) => (state % 4) switch
            {
                0 => Equal($"/{n}"),
                1 => Different($"/{n}"),
                2 => Unreadable($"/{n}"),
                _ => Skipped($"/{n}"),
            }).ToImmutableArray();
            var findings = TrendComparison.Known(Findings([.. pairs]), last);
            var (resolved, unconfirmed) = TrendComparison.Gone(findings, last, pairs, (_, _) => true);
            var persisting = findings.Where(finding => finding.Trend == Trend.Persisting).Select(finding => finding.Id);

            return persisting.Concat(resolved.Select(finding => finding.Id)).Concat(unconfirmed.Select(finding => finding.Id)).Order(StringComparer.Ordinal)
                    .SequenceEqual(last.Findings.Select(finding => finding.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal)
                && findings.All(finding => finding.Trend is Trend.New or Trend.Persisting)
                && resolved.All(finding => pairs.All(pair => pair.Item != finding.Item || pair is { Unreadable: null, Skipped: null, Differences.IsEmpty: true }));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void What_could_not_be_read_is_never_called_resolved()
    {
        var (resolved, unconfirmed) = TrendComparison.Gone([], Last(Findings(Different("/a"))), [Unreadable("/a")], (_, _) => true);

        Assert.That(resolved, Is.Empty);
        Assert.That(unconfirmed.Select(finding => finding.Item), Is.EqualTo(["/a"]));
    }

    [Test]
    public void What_this_run_did_not_look_at_is_never_called_resolved() =>
        Assert.That(TrendComparison.Gone([], Last(Findings(Different("/a"))), [], (_, region) => region == Europe).Resolved, Is.Empty);

    [Test]
    public void What_is_gone_on_both_sides_is_resolved() =>
        Assert.That(TrendComparison.Gone([], Last(Findings(Different("/a"))), [], (_, _) => true).Resolved, Has.Length.EqualTo(1));

    [Test]
    public void A_last_report_that_cannot_be_read_leaves_every_trend_unknown()
    {
        var last = LastReport.Unknown("denied", mayBeReadLater: true);

        Assert.That(TrendComparison.Known(Findings(Different("/a")), last).Single().Trend, Is.EqualTo(Trend.Unknown));
        Assert.That(TrendComparison.Gone([], last, [], (_, _) => true).Resolved, Is.Empty);
    }

    [Test]
    public void A_repaired_finding_that_comes_back_is_new_and_an_unconfirmed_one_is_not()
    {
        var report = Last([.. Findings(Different("/a")).Select(finding => finding with { State = FindingState.Repaired })], unconfirmed: Last(Findings(Different("/b"))).Findings);

        Assert.That(
            TrendComparison.Known(Findings(Different("/a"), Different("/b")), report).Select(finding => (finding.Item, finding.Trend)),
            Is.EqualTo(new[] { ("/a", Trend.New), ("/b", Trend.Persisting) }));
    }

    [Test]
    public void The_pointer_reads_back_as_it_was_written() =>
        Assert.That(ReportPointer.Read(ReportPointer.Write("p/e/2026/01/02/x.json", "run-1", Now)), Is.EqualTo("p/e/2026/01/02/x.json"));

    private static LastReport Last(ImmutableArray<Finding> findings, ImmutableArray<UnconfirmedFinding>? unconfirmed = null) => LastReport.Of(
        new()
        {
            RunId = "run-1", ToolVersion = "1", Project = "p", Environment = "e", PrimaryRegion = "us-east-1", Regions = [West], Started = Now, Finished = Now,
            Verdict = Verdict.Drift, Threshold = 1, ConfigurationHash = "x", Kinds = [], Pairs = [], Findings = findings, Unconfirmed = unconfirmed ?? [],
        },
        "file");
}
