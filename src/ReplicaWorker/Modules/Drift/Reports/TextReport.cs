using ReplicaWorker.Modules.Comparison;
using static ReplicaWorker.Modules.Drift.Reports.ReportWords;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>The report for a person at a terminal: the verdict first, then what to do, gravest first; what needs no act comes last.</summary>
internal sealed class TextReport(DriftReport report, TextPen pen)
{
    private const string Indent = "          ";

    public void Write()
    {
        pen.Line((Tone(report.Verdict), Title(report.Verdict).ToUpperInvariant()), (TextTone.Bold, "  " + Reason(report)));
        pen.Line((TextTone.Dim, $"{report.Project} {report.Environment}, {report.PrimaryRegion} -> {string.Join(", ", report.Regions)}, "
            + $"{Time(report.Started)}, {Span(report.Finished - report.Started)}, run {report.RunId}"));
        foreach (var warning in report.Warnings)
        {
            pen.Line((TextTone.Doubtful, "warning: "), (TextTone.Plain, warning));
        }

        Kinds();
        Section("OPEN", [.. report.Open], Open);
        Section("UNREADABLE: nobody knows whether they differ", [.. report.Unreadable], Unreadable);
        Section("IN GRACE: too young to count", In(FindingState.InGrace), InGrace);
        Section("REPAIRED in this run", In(FindingState.Repaired), Repaired);
        Section("RESOLVED since the last report", [.. report.Resolved], gone =>
            pen.Line($"  {Kebab.Of(gone.Kind)} {gone.Item}, {gone.Region}: {What(gone.Difference, gone.Field)}, had been there since {Time(gone.Since)}  [{gone.Id}]"));
        Section("NOT LOOKED AT AGAIN: in the last report, not compared this time", [.. report.Unconfirmed], left =>
            pen.Line($"  {Kebab.Of(left.Kind)} {left.Item}, {left.Region}: {What(left.Difference, left.Field)}, since {Time(left.Since)}  [{left.Id}]"));
        Section("IGNORED by rule", In(FindingState.Ignored), Ignored);
        Section("SKIPPED by choice", [.. Skipped(report)], skipped => pen.Line($"  {skipped.Count} x {skipped.Reason}"));
        Section("IGNORE RULES WITHOUT EFFECT", [.. report.UnusedRules], rule => pen.Line($"  {rule.Rule}: {rule.Why}"));
    }

    private Finding[] In(FindingState state) => [.. report.Findings.Where(finding => finding.State == state)];

    private void Kinds()
    {
        pen.Gap();
        pen.Line((TextTone.Dim, Row("", "compared", "equal", "different", "unreadable", "skipped")));
        foreach (var kind in report.Kinds)
        {
            pen.Line(Row(Kebab.Of(kind.Kind), $"{kind.Compared}", $"{kind.Equal}", $"{kind.Different}", $"{kind.Unreadable}", $"{kind.Skipped}"));
            if (kind.Failure is { } failure)
            {
                pen.Line((TextTone.Bad, "  could not be checked: "), (TextTone.Plain, failure));
            }
        }
    }

    private static string Row(params ReadOnlySpan<string> cells) =>
        $"  {cells[0],-12}{cells[1],10}{cells[2],10}{cells[3],11}{cells[4],12}{cells[5],9}";

    private void Section<T>(string title, T[] items, Action<T> write)
    {
        if (items.Length == 0)
        {
            return;
        }

        pen.Gap();
        pen.Line((TextTone.Bold, $"{title} ({items.Length})"));
        foreach (var item in items)
        {
            write(item);
        }
    }

    private void Open(Finding finding)
    {
        pen.Gap();
        pen.Line(
            (Tone(finding.Severity), Kebab.Of(finding.Severity).ToUpperInvariant().PadRight(Indent.Length)),
            (TextTone.Bold, $"{Kebab.Of(finding.Kind)} {finding.Item}"),
            (TextTone.Plain, $", {finding.Region}: {What(finding)}"),
            (TextTone.Dim, $"  [{finding.Id}]"));
        pen.Line(Indent + finding.Difference.Detail);
        pen.Line((TextTone.Dim, Indent + Trend(report, finding) + (Changes(finding) is { } changes ? "; " + changes : "")));
        if (Digests(finding) is { } digests)
        {
            pen.Line((TextTone.Dim, Indent + digests));
        }

        if (finding.Remediation is { } remediation)
        {
            pen.Line((TextTone.Doubtful, $"{Indent}remediation: {remediation}"));
        }

        foreach (var (index, repair) in finding.Difference.Repairs.Index())
        {
            pen.Line((TextTone.Dim, Indent + (index == 0 ? "repair  " : "or      ")), (TextTone.Command, repair));
        }

        if (!finding.Difference.IsRepairable)
        {
            pen.Line((TextTone.Doubtful, Indent + "a human must decide first"));
        }
    }

    private void Unreadable(PairComparison pair)
    {
        pen.Line((TextTone.Bold, $"  {Kebab.Of(pair.Kind)} {pair.Item}"), (TextTone.Plain, $", {pair.Region}"));
        pen.Line((TextTone.Doubtful, $"{Indent}{Kebab.Of(pair.Unreadable!.Meaning)} in {pair.Unreadable.Region}: "), (TextTone.Plain, pair.Unreadable.Message));
    }

    private void InGrace(Finding finding) => Brief(finding, Changes(finding) ?? Trend(report, finding));

    private void Repaired(Finding finding) => Brief(finding, finding.Remediation ?? "repaired");

    private void Ignored(Finding finding) => Brief(finding, finding.Ignored is { } ignored ? ReportWords.Ignored(ignored) : "ignored");

    private void Brief(Finding finding, string why)
    {
        pen.Line((TextTone.Plain, $"  {Kebab.Of(finding.Kind)} {finding.Item}, {finding.Region}: {What(finding)}"), (TextTone.Dim, $"  [{finding.Id}]"));
        pen.Line((TextTone.Dim, Indent + why));
    }

    private static TextTone Tone(Verdict verdict) => verdict switch
    {
        Verdict.InSync => TextTone.Good,
        Verdict.Incomplete => TextTone.Doubtful,
        _ => TextTone.Bad,
    };

    private static TextTone Tone(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => TextTone.Bad,
        Severity.Medium => TextTone.Doubtful,
        _ => TextTone.Dim,
    };
}
