using System.Collections.Immutable;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift;
using ReplicaWorker.Modules.Drift.Remediation;
using ReplicaWorker.Modules.Drift.Reports;
using static ReplicaWorker.Tests.Drift.Pairs;

namespace ReplicaWorker.Tests.Drift;

public sealed class RemediationTests
{
    private static readonly DriftOptions Options = new() { MaxRemediations = 3, MaxRemediationPercent = 50, MaxAttempts = 2 };

    [Test]
    public void What_is_open_is_repaired_by_kind_and_region_each_item_once()
    {
        var plan = RemediationPlan.Of(
            Findings(Different("/b"), Different("/a", Differs(field: "x", changed: LongAgo), Differs(field: "y", changed: LongAgo))), compared: 100, Options);

        Assert.That(plan.Steps.Select(step => (step.Kind, step.Region, string.Join(' ', step.Names))), Is.EqualTo(new[] { (ItemKind.Parameter, West, "/a /b") }));
        Assert.That(plan.Notes, Is.Empty);
    }

    [TestCase(FindingState.InGrace)]
    [TestCase(FindingState.Ignored)]
    [TestCase(FindingState.Repaired)]
    public void What_does_not_count_is_not_touched(object state) =>
        Assert.That(RemediationPlan.Of([.. Findings(Different("/a")).Select(finding => finding with { State = (FindingState)state })], 100, Options).Steps, Is.Empty);

    [Test]
    public void What_a_person_must_decide_and_what_was_tried_often_is_left_and_says_why()
    {
        var findings = Findings(Different("/person", Differs(changed: LongAgo) with { IsRepairable = false }), Different("/often"))
            .Select(finding => finding with { Attempts = finding.Item == "/often" ? 2 : 0 }).ToImmutableArray();

        var plan = RemediationPlan.Of(findings, 100, Options);

        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.Notes.Values, Is.EquivalentTo(["not repaired: a person must decide", "not repaired: 2 attempts have not mended it (Drift__MaxAttempts)"]));
    }

    [TestCase(3, 100, true)]
    [TestCase(4, 100, false, Description = "more than MaxRemediations")]
    [TestCase(2, 4, true)]
    [TestCase(2, 3, false, Description = "more than half")]
    [TestCase(1, 1, true, Description = "one pair may always be repaired")]
    public void Much_at_once_is_held_altogether(int different, int compared, bool repaired)
    {
        var plan = RemediationPlan.Of(Findings([.. Enumerable.Range(0, different).Select(n => Different($"/{n}"))]), compared, Options);

        Assert.That(plan.Steps.Sum(step => step.Names.Length), Is.EqualTo(repaired ? different : 0));
        Assert.That(plan.Notes.Values.ToArray(), Has.Length.EqualTo(repaired ? 0 : different).And.All.StartsWith("held: "));
    }

    [Test]
    public void What_the_comparison_afterwards_finds_gone_is_repaired_and_the_rest_is_open_with_the_reason()
    {
        var before = Findings(Different("/mended"), Different("/stays"), Different("/torn"));
        var plan = RemediationPlan.Of(before, 100, Options);
        var failed = Outcome.Of(West, default, new Failure(West, "/stays", "the service says no", ExitCode.SomeFailed));
        PairComparison[] pairs = [Equal("/mended"), Different("/stays", Differs(changed: Now)), Unreadable("/torn")];

        var after = RemediationResult.Of(before, Findings(pairs), [.. pairs], plan, plan.Steps.ToDictionary(step => step, _ => failed));

        Assert.That(
            after.ToDictionary(finding => finding.Item, finding => (finding.State, finding.Attempts, finding.Remediation), StringComparer.Ordinal),
            Is.EquivalentTo(new Dictionary<string, (FindingState, int, string?)>(StringComparer.Ordinal)
            {
                ["/mended"] = (FindingState.Repaired, 1, "repaired"),
                ["/stays"] = (FindingState.Open, 1, "tried, and it is still there: the service says no"),
                ["/torn"] = (FindingState.Open, 1, "tried, and it cannot be read afterwards: denied"),
            }));
    }
}
