using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Remediation;

/// <summary>What remediation will try, and why it leaves the rest.</summary>
/// <param name="Steps">By kind and region; each item once.</param>
/// <param name="Notes">Finding id to one line, for every open finding that is not tried.</param>
internal sealed record RemediationPlan(ImmutableArray<RemediationStep> Steps, ImmutableSortedDictionary<string, string> Notes)
{
    /// <param name="findings">All of the run; only open ones are repaired.</param>
    /// <param name="compared">Pairs that were compared, of which the percentage is taken.</param>
    /// <param name="options">The brakes.</param>
    public static RemediationPlan Of(ImmutableArray<Finding> findings, int compared, DriftOptions options)
    {
        var notes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var tried = new List<Finding>();
        foreach (var finding in findings.Where(finding => finding.State == FindingState.Open))
        {
            if (!finding.Difference.IsRepairable)
            {
                notes[finding.Id] = "not repaired: a person must decide";
            }
            else if (finding.Attempts >= options.MaxAttempts)
            {
                notes[finding.Id] = $"not repaired: {finding.Attempts} attempts have not mended it (Drift__MaxAttempts)";
            }
            else
            {
                tried.Add(finding);
            }
        }

        var pairs = tried.Select(finding => (finding.Kind, finding.Region, finding.Item)).Distinct().ToArray();
        if (Brake(pairs.Length, compared, options) is { } brake)
        {
            foreach (var finding in tried)
            {
                notes[finding.Id] = brake;
            }

            return new([], notes.ToImmutable());
        }

        var steps = pairs
            .GroupBy(pair => (pair.Kind, pair.Region), pair => pair.Item)
            .OrderBy(one => one.Key.Kind)
            .ThenBy(one => one.Key.Region, StringComparer.Ordinal)
            .Select(one => new RemediationStep(one.Key.Kind, one.Key.Region, [.. one.Order(StringComparer.Ordinal)]));
        return new([.. steps], notes.ToImmutable());
    }

    /// <summary>Much that differs at once is hardly drift: somebody has changed a filter, a key, or the source itself. Then a person looks first.</summary>
    private static string? Brake(int pairs, int compared, DriftOptions options) =>
        pairs > options.MaxRemediations ? $"held: {pairs} pairs need repair, more than Drift__MaxRemediations ({options.MaxRemediations})"
        : pairs > 1 && (long)pairs * 100 > (long)compared * options.MaxRemediationPercent
            ? $"held: {pairs} of {compared} pairs need repair, more than Drift__MaxRemediationPercent ({options.MaxRemediationPercent} %)"
        : null;
}

/// <summary>Items of one kind that are brought in step in one region, by that kind's own module.</summary>
internal sealed record RemediationStep(ItemKind Kind, string Region, ImmutableArray<string> Names);
