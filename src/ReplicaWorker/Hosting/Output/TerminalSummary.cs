using System.Globalization;
using Spectre.Console;

namespace ReplicaWorker.Hosting.Output;

/// <summary>The end of a run for a person at a terminal. The only place that loads Spectre.Console.</summary>
internal static class TerminalSummary
{
    public static void Print(RunReport report)
    {
        if (report.ExitCode == ExitCode.Usage)
        {
            return;   // one line has said it, and nothing was run
        }

        if (!report.Outcome.Regions.IsEmpty)
        {
            var table = new Table().RoundedBorder().AddColumns("region", "changed", "unchanged", "held", "failed");
            foreach (var (region, counts) in report.Outcome.Regions)
            {
                table.AddRow(
                    Markup.Escape(region), Number(counts.Changed), Number(counts.Unchanged), Number(counts.Held, "yellow"), Number(counts.Failed, "red"));
            }

            AnsiConsole.Write(table);
        }

        var color = report.Level switch { "info" => "green", "warn" => "yellow", _ => "red" };
        var seconds = report.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        AnsiConsole.MarkupLine($"[{color}]{Markup.Escape(report.Message)}[/] in {seconds} s, exit code {report.Code}");
    }

    private static string Number(int count, string? color = null)
    {
        var text = count.ToString(CultureInfo.InvariantCulture);
        return color is null || count == 0 ? text : $"[{color}]{text}[/]";
    }
}
