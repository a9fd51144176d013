using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>One difference in one replica region, with what became of it.</summary>
/// <param name="Id">The same in every run for the same kind, item, region, sort of difference and field: 16 hex digits.</param>
/// <param name="Severity">By the table of severities.</param>
/// <param name="Kind">What the item is.</param>
/// <param name="Item">Its name in the primary region.</param>
/// <param name="Region">The replica region.</param>
/// <param name="Difference">What differs, with both change times, digests and the repairing commands.</param>
internal sealed record Finding(string Id, Severity Severity, ItemKind Kind, string Item, string Region, Difference Difference)
{
    public FindingState State { get; init; } = FindingState.Open;

    /// <summary>Why it is ignored, when it is.</summary>
    public Ignored? Ignored { get; init; }

    /// <summary>When a report showed it first; this run's start for a new one, and where the last report is not known.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether the last report showed it too.</summary>
    public required Trend Trend { get; init; }

    /// <summary>Since the newer of both change times; null where neither is known.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>What remediation did about it in this run, in one line; null: nothing was asked for or this finding is not for it.</summary>
    public string? Remediation { get; init; }

    /// <summary>How often remediation has tried, in this run and in those before it since the finding is known. The next run reads it.</summary>
    public int Attempts { get; init; }
}

/// <summary>A finding seen against the last report.</summary>
internal enum Trend
{
    /// <summary>There was no last report, or it did not have it.</summary>
    New,

    /// <summary>The last report had it.</summary>
    Persisting,

    /// <summary>There should be a last report, and it could not be read: see the report's warnings.</summary>
    Unknown,
}

/// <summary>Whether a finding counts.</summary>
internal enum FindingState
{
    Open,

    /// <summary>Younger than <c>Drift__Grace</c>, also at the second look: replication may still be at work.</summary>
    InGrace,

    Ignored,

    /// <summary>It was open, remediation has repaired it, and the comparison afterwards found it gone.</summary>
    Repaired,
}

/// <summary>From what only looks untidy to what would fail a failover.</summary>
internal enum Severity
{
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>Why a finding is ignored.</summary>
/// <param name="Rule">The ignore rule as configured, or "built in".</param>
/// <param name="Reason">Of whoever wrote the rule.</param>
/// <param name="Until">The day it expires; null for a built-in rule.</param>
internal sealed record Ignored(string Rule, string Reason, DateOnly? Until);
