using System.Buffers;
using System.Text.Json;

namespace ReplicaWorker.Hosting.Output;

/// <summary>Metrics as a line of CloudWatch's embedded metric format: no API call, no permission, and it survives a crash after it.</summary>
/// <remarks>
/// One line for each region that was looked at; when there was none, for the primary region, so that an alarm on failures
/// finds a run that failed before. <c>RunDuration</c> and <c>ReplicationLag</c> are the whole run's on every line: averages and
/// percentiles hold in every dimension set, sums and sample counts are per region. A dry run has no metrics: it replicates nothing.
/// Source: CloudWatch user guide, "Embedded metric format specification" (a dimension set may be empty).
/// </remarks>
internal static class MetricLine
{
    public static ArrayBufferWriter<byte> Format(RunReport report, string region, Counts counts) => JsonText.Line(json =>
    {
        var lag = report.IsChange ? report.Lag : null;
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", report.Finished.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", "ReplicaWorker");
        json.WriteStartArray("Dimensions");
        WriteDimensions(json, "Environment", "Module", "Region");
        WriteDimensions(json, "Module");
        WriteDimensions(json);
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        WriteMetric(json, "RunDuration", "Milliseconds");
        if (lag is not null)
        {
            WriteMetric(json, "ReplicationLag", "Milliseconds");
        }

        WriteMetric(json, "Changed", "Count");
        WriteMetric(json, "Held", "Count");
        WriteMetric(json, "Failed", "Count");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteString("Environment", report.Options?.Environment ?? "none");
        json.WriteString("Module", report.Module);
        json.WriteString("Region", region);
        json.WriteNumber("RunDuration", (long)report.Duration.TotalMilliseconds);
        if (lag is { } since)
        {
            json.WriteNumber("ReplicationLag", (long)since.TotalMilliseconds);
        }

        json.WriteNumber("Changed", counts.Changed);
        json.WriteNumber("Held", counts.Held);
        json.WriteNumber("Failed", counts.Failed);
        json.WriteString("runId", report.RunId);
    });

    private static void WriteDimensions(Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        json.WriteStartArray();
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void WriteMetric(Utf8JsonWriter json, string name, string unit)
    {
        json.WriteStartObject();
        json.WriteString("Name", name);
        json.WriteString("Unit", unit);
        json.WriteEndObject();
    }
}
