using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift;

/// <summary>What a drift run says in the log: enough to know what to do when no report is kept.</summary>
internal sealed partial class DriftJournal(ILogger<DriftJournal> log)
{
    /// <summary>A region that lacks everything is one line of numbers, not ten thousand of names.</summary>
    private const int MostFindings = 100;

    public void SwitchedOff() => Off();

    public void Write(DriftReport report, bool withFindings)
    {
        foreach (var warning in report.Warnings)
        {
            Warned(warning);
        }

        if (withFindings)
        {
            foreach (var finding in report.Open.Take(MostFindings))
            {
                Found(
                    finding.Region, Kebab.Of(finding.Kind), finding.Item, Kebab.Of(finding.Difference.Kind), OneLine.Of(finding.Difference.Field),
                    Kebab.Of(finding.Severity), finding.Id, OneLine.Of(finding.Difference.Detail), OneLine.Of(finding.Difference.Repairs.FirstOrDefault() ?? "by a person"));
            }

            if (report.Open.Skip(MostFindings).Any())
            {
                More(report.Open.Count() - MostFindings);
            }
        }

        foreach (var finding in report.Findings.Where(finding => finding.Remediation is not null).Take(MostFindings))
        {
            Remediated(finding.Region, finding.Item, finding.Remediation!, finding.Id);
        }

        Done(
            Kebab.Of(report.Verdict), report.Open.Count(), report.Findings.Length - report.Open.Count(), report.Kinds.Sum(kind => kind.Compared),
            report.Kinds.Sum(kind => kind.Unreadable), report.Kinds.Sum(kind => kind.Skipped));
    }

    public void Kept(string place) => Stored(place);

    public void PointerStays(string why) => NotTheLast(why);

    [LoggerMessage(LogLevel.Information, "drift detection is switched off (Drift__Enabled, enabled in drift-detection-config, or driftDetectionEnabled in cross-region-config)")]
    private partial void Off();

    [LoggerMessage(LogLevel.Warning, "{Text}")]
    private partial void Warned(string text);

    [LoggerMessage(LogLevel.Warning, "drift: {Region}: {Kind} {Item}: {Difference} {Field} ({Severity}, {Id}): {Detail}; repair: {Repair}")]
    private partial void Found(string region, string kind, string item, string difference, string field, string severity, string id, string detail, string repair);

    [LoggerMessage(LogLevel.Warning, "drift: {Count} more findings are in the report")]
    private partial void More(int count);

    [LoggerMessage(LogLevel.Information, "{Region}: {Item}: {Remediation} ({Id})")]
    private partial void Remediated(string region, string item, string remediation, string id);

    [LoggerMessage(LogLevel.Information, "drift: {Verdict}: {Open} open, {Others} in grace, ignored or repaired; {Compared} compared, {Unreadable} unreadable, {Skipped} skipped")]
    private partial void Done(string verdict, int open, int others, int compared, int unreadable, int skipped);

    [LoggerMessage(LogLevel.Information, "report: {Place}")]
    private partial void Stored(string place);

    [LoggerMessage(LogLevel.Information, "the next run does not compare with this report: {Why}")]
    private partial void NotTheLast(string why);
}
