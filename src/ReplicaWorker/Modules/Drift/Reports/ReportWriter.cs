using System.Text;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>Writes a report in any format.</summary>
internal static class ReportWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>UTF-8 without a byte order mark, lines ending in LF; the stream stays open.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="format">How to write it.</param>
    /// <param name="to">Where.</param>
    /// <param name="color">Whether text may carry colors: only where it goes straight to a terminal.</param>
    public static void Write(DriftReport report, ReportFormat format, Stream to, bool color = false)
    {
        switch (format)
        {
            case ReportFormat.Json:
                DriftReportJson.Write(report, to);
                break;
            case ReportFormat.Sarif:
                SarifReport.Write(report, to);
                break;
            default:
                WriteText(report, format, to, color);
                break;
        }
    }

    private static void WriteText(DriftReport report, ReportFormat format, Stream to, bool color)
    {
        using var text = new StreamWriter(to, Utf8, leaveOpen: true) { NewLine = "\n" };
        switch (format)
        {
            case ReportFormat.Text:
                new TextReport(report, new TextPen(text, color)).Write();
                break;
            case ReportFormat.Markdown:
                new MarkdownReport(report, text).Write();
                break;
            case ReportFormat.Html:
                new HtmlReport(report, new MarkupWriter(text)).Write();
                break;
            case ReportFormat.Junit:
                new JUnitReport(report, new MarkupWriter(text)).Write();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "a format without a writer");
        }
    }
}
