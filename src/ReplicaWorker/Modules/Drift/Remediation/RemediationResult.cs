using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Findings;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Remediation;

/// <summary>What remediation has done about each finding: proved by the comparison afterwards, not by what a module says of itself.</summary>
internal static class RemediationResult
{
    /// <param name="before">Findings when it began.</param>
    /// <param name="after">Findings of the comparison afterwards.</param>
    /// <param name="pairs">Pairs of the comparison afterwards.</param>
    /// <param name="plan">What was to be tried.</param>
    /// <param name="done">How each step ended.</param>
    public static ImmutableArray<Finding> Of(
        ImmutableArray<Finding> before,
        ImmutableArray<Finding> after,
        ImmutableArray<PairComparison> pairs,
        RemediationPlan plan,
        IReadOnlyDictionary<RemediationStep, Outcome> done)
    {
        var outcomes = done
            .SelectMany(step => step.Key.Names.Select(name => (Pair: (step.Key.Kind, name, step.Key.Region), step.Value)))
            .ToDictionary(one => one.Pair, one => one.Value);
        var unreadable = pairs.Where(pair => pair.Unreadable is not null).ToDictionary(SecondLook.Key, pair => pair.Unreadable!.Message);
        var wasOpen = before.Where(finding => finding.State == FindingState.Open && !plan.Notes.ContainsKey(finding.Id)).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        var still = after.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);

        var gone =
            from finding in before
            where !still.Contains(finding.Id) && wasOpen.Contains(finding.Id) && outcomes.ContainsKey(Pair(finding))
            select unreadable.GetValueOrDefault(Pair(finding)) is { } why
                ? finding with { Attempts = finding.Attempts + 1, Remediation = $"tried, and it cannot be read afterwards: {why}" }
                : finding with { Attempts = finding.Attempts + 1, Remediation = "repaired", State = FindingState.Repaired };
        var here = after.Select(finding =>
            plan.Notes.GetValueOrDefault(finding.Id) is { } note ? finding with { Remediation = note }
            : wasOpen.Contains(finding.Id) && outcomes.GetValueOrDefault(Pair(finding)) is { } outcome
                ? finding with { State = FindingState.Open, Attempts = finding.Attempts + 1, Remediation = "tried, and it is still there" + (Remediator.Why(outcome, finding.Item) is { } why ? ": " + why : "") }
            : finding);
        return FindingList.Sorted(here.Concat(gone));
    }

    private static (ItemKind Kind, string Item, string Region) Pair(Finding finding) => (finding.Kind, finding.Item, finding.Region);
}
