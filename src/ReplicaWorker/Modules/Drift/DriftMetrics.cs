using System.Buffers;
using System.Text.Json;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift;

/// <summary>What a run has found, as a line of CloudWatch's embedded metric format, in the namespace of the system that this one replaces.</summary>
/// <remarks>
/// Also without dimensions: an alarm that names none finds data. A run that has compared nothing has counted nothing, and says nothing of
/// drift: a zero would be a lie that no alarm sees through.
/// </remarks>
internal static class DriftMetrics
{
    public static ArrayBufferWriter<byte> Format(DriftReport report) => JsonText.Line(json =>
    {
        var compared = report.Kinds.Sum(kind => kind.Compared);
        var open = report.Open.Count();
        (string Name, int Value)[] found = compared == 0 ? [] : [("DriftCount", open), ("HasDrift", open >= report.Threshold ? 1 : 0)];
        (string Name, int Value)[] metrics = [.. found, ("Unreadable", report.Kinds.Sum(kind => kind.Unreadable)), ("Compared", compared)];

        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", report.Finished.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", $"{report.Project}/ConfigurationDrift");
        json.WriteStartArray("Dimensions");
        WriteDimensions(json, "Environment", "SourceRegion");
        WriteDimensions(json, "Environment");
        WriteDimensions(json);
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (name, _) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", "Count");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteString("Environment", report.Environment);
        json.WriteString("SourceRegion", report.PrimaryRegion);
        foreach (var (name, value) in metrics)
        {
            json.WriteNumber(name, value);
        }

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
}
