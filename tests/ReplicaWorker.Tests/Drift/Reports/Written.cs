using System.Text;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Tests.Drift.Reports;

/// <summary>A report as text, and the files it is compared with.</summary>
internal static class Written
{
    public static string As(this DriftReport report, ReportFormat format, bool color = false)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(report, format, stream, color);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    public static string Resource(string name)
    {
        using var stream = typeof(Written).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"no {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
