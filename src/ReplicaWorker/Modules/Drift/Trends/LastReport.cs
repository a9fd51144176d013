using System.Collections.Immutable;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Trends;

/// <summary>What is known of the run before this one.</summary>
/// <param name="Place">Where its report was found; null: there is none.</param>
/// <param name="ConfigurationHash">Of that run.</param>
/// <param name="Findings">Those that were not repaired, and those that were not looked at.</param>
internal sealed record LastReport(string? Place, string? ConfigurationHash, ImmutableArray<UnconfirmedFinding> Findings)
{
    /// <summary>There is no report before this one: everything is new.</summary>
    public static LastReport None { get; } = new(null, null, []);

    /// <summary>There should be one, and why nothing is known of it.</summary>
    public string? Failure { get; init; }

    /// <summary>A later run may be able to read it, so it must stay the last one.</summary>
    public bool MayBeReadLater { get; init; }

    public static LastReport Unknown(string failure, bool mayBeReadLater) => None with { Failure = failure, MayBeReadLater = mayBeReadLater };

    public static LastReport Of(DriftReport report, string place) => new(
        place,
        report.ConfigurationHash,
        [
            .. report.Findings
                .Where(finding => finding.State != FindingState.Repaired)
                .Select(finding => new UnconfirmedFinding(
                    finding.Id, finding.Difference.Kind, finding.Kind, finding.Item, finding.Region, finding.Difference.Field, finding.Since, finding.Attempts))
                .Concat(report.Unconfirmed)
                .DistinctBy(finding => finding.Id, StringComparer.Ordinal),
        ]);
}
