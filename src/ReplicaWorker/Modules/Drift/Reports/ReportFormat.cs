namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>How a report is written; the names are those of <c>--format</c>.</summary>
internal enum ReportFormat
{
    /// <summary>For a person at a terminal.</summary>
    Text,

    /// <summary>For programs, and for the next run, which reads it.</summary>
    Json,

    /// <summary>For a pull request or a chat.</summary>
    Markdown,

    /// <summary>One page for a browser.</summary>
    Html,

    /// <summary>SARIF 2.1.0, for code scanning and its viewers.</summary>
    Sarif,

    /// <summary>JUnit's XML, for a CI system's table of tests.</summary>
    Junit,
}
