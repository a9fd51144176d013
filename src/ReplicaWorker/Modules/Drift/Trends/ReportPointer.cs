using System.Text.Json;
using ReplicaWorker.Hosting.Output;

namespace ReplicaWorker.Modules.Drift.Trends;

/// <summary>The small object that says which report is the last.</summary>
internal static class ReportPointer
{
    public static byte[] Write(string key, string runId, DateTimeOffset finished) => JsonText.Object(json =>
    {
        json.WriteString("key", key);
        json.WriteString("runId", runId);
        json.WriteString("finished", JsonText.Time(finished));
    }).WrittenSpan.ToArray();

    /// <exception cref="JsonException">It is torn.</exception>
    /// <exception cref="FormatException">It names no report.</exception>
    public static string Read(byte[] json)
    {
        using var pointer = JsonDocument.Parse(json);
        return pointer.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
            && key.GetString() is { Length: > 0 and <= 1024 } name
                ? name
                : throw new FormatException("the pointer to the last report names no key");
    }
}
