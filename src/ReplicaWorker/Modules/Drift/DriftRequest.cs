using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift;

/// <summary>What a drift run looks at, and where its report goes besides the bucket.</summary>
internal sealed record DriftRequest
{
    /// <summary>What an event or a schedule asks for: everything, and no report on standard output.</summary>
    public static DriftRequest Scheduled { get; } = new();

    /// <summary>A person has asked, so that <c>Drift__Enabled</c> does not count.</summary>
    public bool ByPerson { get; init; }

    /// <summary>Each must be there and be compared; empty: as configured.</summary>
    public ImmutableArray<ItemKind> Kinds { get; init; } = [];

    /// <summary>Repair what is open, whatever <c>Drift__Remediate</c> says.</summary>
    public bool Remediate { get; init; }

    /// <summary>Null: by the file's name, else text at a terminal and JSON elsewhere.</summary>
    public ReportFormat? Format { get; init; }

    /// <summary>The report goes into this file.</summary>
    public string? Output { get; init; }

    /// <summary>The report goes to standard output.</summary>
    public bool Print { get; init; }

    /// <summary>Ignore rules for the open findings go to standard output, and the report does not.</summary>
    public bool SuggestIgnores { get; init; }

    /// <summary>A JSON report to compare with, in place of the bucket's last one.</summary>
    public string? Previous { get; init; }
}
