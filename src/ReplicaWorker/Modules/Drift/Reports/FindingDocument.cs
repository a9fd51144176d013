using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>A finding as JSON spells it: flat, so that <c>jq '.findings[] | select(.difference == "missing")'</c> does.</summary>
internal sealed record FindingDocument(
    string Id,
    Severity Severity,
    FindingState State,
    Trend Trend,
    DateTimeOffset Since,
    ItemKind Kind,
    string Item,
    string Region,
    DifferenceKind Difference,
    string Field,
    string Detail,
    DateTimeOffset? SourceChanged,
    DateTimeOffset? ReplicaChanged,
    long? AgeSeconds,
    string? SourceDigest,
    string? ReplicaDigest,
    bool IsRepairable,
    ImmutableArray<string> Repairs,
    string? Expected,
    Ignored? Ignored,
    string? Remediation,
    int Attempts)
{
    public static FindingDocument Of(Finding finding) => new(
        finding.Id, finding.Severity, finding.State, finding.Trend, finding.Since, finding.Kind, finding.Item, finding.Region,
        finding.Difference.Kind, finding.Difference.Field, finding.Difference.Detail, finding.Difference.SourceChanged, finding.Difference.ReplicaChanged,
        finding.Age is { } age ? (long)age.TotalSeconds : null,
        ReportWords.ShortDigest(finding.Difference.SourceDigest), ReportWords.ShortDigest(finding.Difference.ReplicaDigest),
        finding.Difference.IsRepairable, finding.Difference.Repairs, finding.Difference.Expected, finding.Ignored, finding.Remediation, finding.Attempts);

    public Finding ToFinding() => new(Id, Severity, Kind, Item, Region, ToDifference())
    {
        State = State,
        Trend = Trend,
        Since = Since,
        Age = AgeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Ignored = Ignored,
        Remediation = Remediation,
        Attempts = Attempts,
    };

    private Difference ToDifference() => new(Difference, Field, Detail, Repairs)
    {
        SourceChanged = SourceChanged,
        ReplicaChanged = ReplicaChanged,
        SourceDigest = SourceDigest,
        ReplicaDigest = ReplicaDigest,
        IsRepairable = IsRepairable,
        Expected = Expected,
    };
}
