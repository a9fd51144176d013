using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>The report as JSON, and back: the last one is what new, persisting and resolved are computed from.</summary>
internal static class DriftReportJson
{
    /// <summary>Most bytes that are read: a finding takes about 1 KiB, so some 60,000 of them.</summary>
    public const int LongestReport = 64 * 1024 * 1024;

    // It is read by people and programs, and never put into a web page.
    private static readonly ReportJson Writing = new(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Write(DriftReport report, Stream to)
    {
        JsonSerializer.Serialize(to, ReportDocument.Of(report), Writing.ReportDocument);
        to.WriteByte((byte)'\n');
    }

    /// <summary>Reads what <see cref="Write"/> wrote, also by a newer worker: names it does not know are passed over.</summary>
    /// <returns>The report; of its pairs only the unreadable and the skipped ones.</returns>
    /// <exception cref="InvalidDataException">Too long, no JSON, or no report of a version that this worker knows. One line; never what stood there.</exception>
    public static DriftReport Read(Stream from)
    {
        using var bytes = Bounded(from);
        try
        {
            using var json = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
            Check(json.RootElement);
            var document = json.RootElement.Deserialize(ReportJson.Default.ReportDocument)!;
            return document.HasHoles ? throw new InvalidDataException("not a drift report: a null in a list") : document.ToReport();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"not a drift report: unreadable at {e.Path ?? "$"}{(e.LineNumber is { } line ? $", line {line + 1}" : "")}", e);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("not a drift report: a number or a text out of range", e);
        }
    }

    private static void Check(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version)
            || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number))
        {
            throw new InvalidDataException("not a drift report: it has no version");
        }

        if (number != ReportDocument.CurrentVersion)
        {
            throw new InvalidDataException($"a drift report of version {number}; this worker reads version {ReportDocument.CurrentVersion}");
        }
    }

    private static MemoryStream Bounded(Stream from)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > LongestReport)
            {
                throw new InvalidDataException($"longer than {LongestReport} bytes, more than a drift report may have");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes;
    }
}
