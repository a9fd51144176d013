using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>What one drift run found: the one model behind every format.</summary>
internal sealed record DriftReport
{
    public required string RunId { get; init; }

    public required string ToolVersion { get; init; }

    public required string Project { get; init; }

    public required string Environment { get; init; }

    public required string PrimaryRegion { get; init; }

    public required ImmutableArray<string> Regions { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Finished { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Open findings from which on the verdict is drift.</summary>
    public required int Threshold { get; init; }

    /// <summary>SHA-256 of the options that decide what is compared, so that two reports are known to be comparable.</summary>
    public required string ConfigurationHash { get; init; }

    /// <summary>Where the last report was found; null: there was none, so every finding is new, or it could not be read, which a warning says.</summary>
    public string? Previous { get; init; }

    /// <summary>What a reader must know besides the findings: the last report could not be read, the schedule is not the configured one, a rule has expired.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Each kind that was to be compared.</summary>
    public required ImmutableArray<KindCounts> Kinds { get; init; }

    /// <summary>Every pair that was to be compared, by kind, item and region; a format may leave the equal ones out.</summary>
    public required ImmutableArray<PairComparison> Pairs { get; init; }

    /// <summary>Gravest first; then by kind, item, region and field.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Findings of the last report that are no more.</summary>
    public ImmutableArray<ResolvedFinding> Resolved { get; init; } = [];

    /// <summary>Findings of the last report whose pair was not compared this time, or could not be: neither gone nor seen. The next run reads them too.</summary>
    public ImmutableArray<UnconfirmedFinding> Unconfirmed { get; init; } = [];

    /// <summary>Ignore rules that matched nothing, or have expired.</summary>
    public ImmutableArray<UnusedRule> UnusedRules { get; init; } = [];

    public IEnumerable<Finding> Open => Findings.Where(finding => finding.State == FindingState.Open);

    public IEnumerable<PairComparison> Unreadable => Pairs.Where(pair => pair.Unreadable is not null);
}

/// <summary>How a run came out.</summary>
internal enum Verdict
{
    /// <summary>Everything was compared, and fewer findings are open than the threshold.</summary>
    InSync,

    /// <summary>As many findings are open as the threshold says, or more.</summary>
    Drift,

    /// <summary>Something could not be read, and what could be read is in sync.</summary>
    Incomplete,

    /// <summary>Nothing was compared, or a kind that was configured could not be checked at all.</summary>
    Error,
}

/// <summary>Counts of pairs of one kind.</summary>
/// <param name="Kind">What was compared.</param>
/// <param name="Compared">Equal and different ones.</param>
/// <param name="Equal">Without a difference.</param>
/// <param name="Different">With one or more, whatever their state.</param>
/// <param name="Unreadable">Could not be compared.</param>
/// <param name="Skipped">Not compared by choice.</param>
internal sealed record KindCounts(ItemKind Kind, int Compared, int Equal, int Different, int Unreadable, int Skipped)
{
    /// <summary>Why nothing of this kind could be compared, when that is so.</summary>
    public string? Failure { get; init; }
}

/// <summary>A finding of the last report that is no more.</summary>
internal sealed record ResolvedFinding(string Id, DifferenceKind Difference, ItemKind Kind, string Item, string Region, string Field, DateTimeOffset Since);

/// <summary>A finding of the last report that nobody could look at again.</summary>
/// <remarks><c>Attempts</c>: how often remediation has tried it.</remarks>
internal sealed record UnconfirmedFinding(
    string Id, DifferenceKind Difference, ItemKind Kind, string Item, string Region, string Field, DateTimeOffset Since, int Attempts);

/// <summary>An ignore rule that did nothing.</summary>
/// <param name="Rule">As it was configured.</param>
/// <param name="Why">It matched nothing, or expired on a day.</param>
internal sealed record UnusedRule(string Rule, string Why);
