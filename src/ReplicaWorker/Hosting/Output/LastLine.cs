using System.Buffers;
using System.Text.Json;

namespace ReplicaWorker.Hosting.Output;

/// <summary>The last line of every run: one JSON object that says how it went.</summary>
internal static class LastLine
{
    public static ArrayBufferWriter<byte> Format(RunReport report) => JsonText.Line(json =>
    {
        json.WriteString("time", JsonText.Time(report.Finished));
        json.WriteString("level", report.Level);
        json.WriteString("message", $"run finished: {report.Message}");
        json.WriteString("event", "run-finished");
        json.WriteString("runId", report.RunId);
        json.WriteString("module", report.Module);
        json.WriteNumber("exitCode", report.Code);
        WriteCounts(json, report.Total);
        json.WriteNumber("durationMs", (long)report.Duration.TotalMilliseconds);
        if (report.Lag is { } lag)
        {
            json.WriteNumber("lagMs", (long)lag.TotalMilliseconds);
        }
        else
        {
            json.WriteNull("lagMs");
        }

        json.WriteStartObject("regions");
        foreach (var (region, counts) in report.Outcome.Regions)
        {
            json.WriteStartObject(region);
            WriteCounts(json, counts);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    public static void WriteCounts(Utf8JsonWriter json, Counts counts)
    {
        json.WriteNumber("changed", counts.Changed);
        json.WriteNumber("unchanged", counts.Unchanged);
        json.WriteNumber("held", counts.Held);
        json.WriteNumber("failed", counts.Failed);
    }
}
