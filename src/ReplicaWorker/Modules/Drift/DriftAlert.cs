using System.Text;
using System.Text.Json;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Alerts;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift;

/// <summary>What the bus hears of drift: counts, the gravest findings, and where the report is. Never a value.</summary>
internal static class DriftAlert
{
    private const int MostFindings = 10;

    /// <param name="report">With as many open findings as the threshold says, or more.</param>
    /// <param name="place">Where the report is kept; null: nowhere.</param>
    public static Alert Of(DriftReport report, string? place)
    {
        var open = report.Open.ToArray();
        var detail = JsonText.Object(json =>
        {
            json.WriteString("runId", report.RunId);
            json.WriteString("project", report.Project);
            json.WriteString("environment", report.Environment);
            json.WriteString("primaryRegion", report.PrimaryRegion);
            json.WriteNumber("open", open.Length);
            json.WriteNumber("new", open.Count(finding => finding.Trend == Trend.New));
            json.WriteNumber("persisting", open.Count(finding => finding.Trend == Trend.Persisting));
            json.WriteNumber("resolved", report.Resolved.Length);
            json.WriteNumber("inGrace", report.Findings.Count(finding => finding.State == FindingState.InGrace));
            json.WriteNumber("ignored", report.Findings.Count(finding => finding.State == FindingState.Ignored));
            json.WriteNumber("repaired", report.Findings.Count(finding => finding.State == FindingState.Repaired));
            json.WriteNumber("threshold", report.Threshold);
            json.WriteNumber("compared", report.Kinds.Sum(kind => kind.Compared));
            json.WriteNumber("unreadable", report.Kinds.Sum(kind => kind.Unreadable));
            json.WriteStartArray("findings");
            foreach (var finding in open.Take(MostFindings))
            {
                Write(json, finding);
            }

            json.WriteEndArray();
            json.WriteString("report", place ?? "not kept (Drift__ReportBucket)");
            json.WriteString("message", Message(report, open));
        });
        return new(Alert.DriftDetected, Encoding.UTF8.GetString(detail.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", Kebab.Of(finding.Severity));
        json.WriteString("kind", Kebab.Of(finding.Kind));
        json.WriteString("item", OneLine.Of(finding.Item));
        json.WriteString("region", finding.Region);
        json.WriteString("difference", Kebab.Of(finding.Difference.Kind));
        json.WriteString("field", OneLine.Of(finding.Difference.Field));
        json.WriteString("since", JsonText.Time(finding.Since));
        json.WriteString("repair", OneLine.Of(finding.Difference.Repairs.FirstOrDefault() ?? ""));
        json.WriteEndObject();
    }

    private static string Message(DriftReport report, Finding[] open)
    {
        var shown = open.Take(3).Select(finding =>
            OneLine.Of($"{Kebab.Of(finding.Severity)}: {Kebab.Of(finding.Kind)} {finding.Item} in {finding.Region} ({Kebab.Of(finding.Difference.Kind)})", longest: 160));
        var more = open.Length > 3 ? $" and {open.Length - 3} more" : "";
        var unreadable = report.Kinds.Sum(kind => kind.Unreadable);
        return $"{open.Length} open, {open.Count(finding => finding.Trend == Trend.New)} of them new: {string.Join("; ", shown)}{more}."
            + (unreadable == 0 ? "" : $" {unreadable} pairs could not be read.");
    }
}
