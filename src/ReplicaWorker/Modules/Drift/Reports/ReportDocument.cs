using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>The report as JSON spells it: <c>docs/schemas/drift-report.schema.json</c> says what each name means.</summary>
/// <remarks>The version rises when a name changes or goes. A new name does not raise it: it must have a default, since older reports lack it.</remarks>
internal sealed record ReportDocument(
    int Version,
    string RunId,
    string ToolVersion,
    string Project,
    string Environment,
    string PrimaryRegion,
    ImmutableArray<string> Regions,
    DateTimeOffset Started,
    DateTimeOffset Finished,
    Verdict Verdict,
    int Threshold,
    string ConfigurationHash,
    string? Previous,
    ImmutableArray<string> Warnings,
    ImmutableArray<KindCounts> Kinds,
    ImmutableArray<FindingDocument> Findings,
    ImmutableArray<UnreadableDocument> Unreadable,
    ImmutableArray<SkippedDocument> Skipped,
    ImmutableArray<ResolvedFinding> Resolved,
    ImmutableArray<UnconfirmedFinding> Unconfirmed,
    ImmutableArray<UnusedRule> UnusedRules)
{
    public const int CurrentVersion = 1;

    /// <summary>A list with a null in it, which the serializer lets through.</summary>
    [JsonIgnore]
    public bool HasHoles =>
        Holes(Regions) || Holes(Warnings) || Holes(Kinds) || Holes(Findings) || Holes(Unreadable) || Holes(Skipped) || Holes(Resolved) || Holes(Unconfirmed)
        || Holes(UnusedRules) || Findings.Any(finding => Holes(finding.Repairs));

    public static ReportDocument Of(DriftReport report) => new(
        CurrentVersion, report.RunId, report.ToolVersion, report.Project, report.Environment, report.PrimaryRegion, report.Regions,
        report.Started, report.Finished, report.Verdict, report.Threshold, report.ConfigurationHash, report.Previous, report.Warnings, report.Kinds,
        [.. report.Findings.Select(FindingDocument.Of)],
        [.. report.Unreadable.Select(pair => new UnreadableDocument(pair.Kind, pair.Item, pair.Region, pair.Unreadable!))],
        [.. report.Pairs.Where(pair => pair.Skipped is not null).Select(pair => new SkippedDocument(pair.Kind, pair.Item, pair.Region, pair.Skipped!))],
        report.Resolved, report.Unconfirmed, report.UnusedRules);

    /// <summary>The report again, but for its pairs: the unreadable and the skipped ones are all that was written.</summary>
    public DriftReport ToReport() => new()
    {
        RunId = RunId,
        ToolVersion = ToolVersion,
        Project = Project,
        Environment = Environment,
        PrimaryRegion = PrimaryRegion,
        Regions = Regions,
        Started = Started,
        Finished = Finished,
        Verdict = Verdict,
        Threshold = Threshold,
        ConfigurationHash = ConfigurationHash,
        Previous = Previous,
        Warnings = Warnings,
        Kinds = Kinds,
        Pairs =
        [
            .. Unreadable.Select(pair => new PairComparison(pair.Kind, pair.Item, pair.Region) { Unreadable = pair.Reason })
                .Concat(Skipped.Select(pair => new PairComparison(pair.Kind, pair.Item, pair.Region) { Skipped = pair.Reason }))
                .OrderBy(pair => pair.Kind).ThenBy(pair => pair.Item, StringComparer.Ordinal).ThenBy(pair => pair.Region, StringComparer.Ordinal),
        ],
        Findings = [.. Findings.Select(finding => finding.ToFinding())],
        Resolved = Resolved,
        Unconfirmed = Unconfirmed,
        UnusedRules = UnusedRules,
    };

    private static bool Holes<T>(ImmutableArray<T> list)
        where T : class => list.Any(one => one is null);
}

internal sealed record UnreadableDocument(ItemKind Kind, string Item, string Region, Unreadable Reason);

internal sealed record SkippedDocument(ItemKind Kind, string Item, string Region, string Reason);
