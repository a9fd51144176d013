using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using static ReplicaWorker.Modules.Drift.Reports.MarkdownText;
using static ReplicaWorker.Modules.Drift.Reports.ReportWords;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>The report for a pull request or a chat: lists rather than tables, since a name may hold what ends a table's cell.</summary>
internal sealed class MarkdownReport(DriftReport report, TextWriter to)
{
    public void Write()
    {
        to.WriteLine($"## {Symbol(report.Verdict)} {Title(report.Verdict)}: {Reason(report)}");
        to.WriteLine();
        to.WriteLine($"{Code(report.Project)} {Code(report.Environment)}, {Code(report.PrimaryRegion)} to {string.Join(", ", report.Regions.Select(Code))}, "
            + $"{Time(report.Started)}, {Span(report.Finished - report.Started)}, run {Code(report.RunId)}");
        foreach (var warning in report.Warnings)
        {
            to.WriteLine();
            to.WriteLine($"**Warning:** {Code(warning)}");
        }

        Kinds();
        Section("Open", [.. report.Open], Open);
        Section("Unreadable: nobody knows whether they differ", [.. report.Unreadable], pair =>
            to.WriteLine($"- {Where(pair.Kind, pair.Item, pair.Region)}: {Kebab.Of(pair.Unreadable!.Meaning)} in {Code(pair.Unreadable.Region)}, {Code(pair.Unreadable.Message)}"));
        Section("In grace: too young to count", In(FindingState.InGrace), finding => Brief(finding, Changes(finding) ?? Trend(report, finding)));
        Section("Repaired in this run", In(FindingState.Repaired), finding => Brief(finding, Code(finding.Remediation ?? "repaired")));
        Section("Resolved since the last report", [.. report.Resolved], gone =>
            to.WriteLine($"- {Where(gone.Kind, gone.Item, gone.Region)}: {What(gone.Difference, gone.Field)}, had been there since {Time(gone.Since)} (`{gone.Id}`)"));
        Section("Not looked at again: in the last report, not compared this time", [.. report.Unconfirmed], left =>
            to.WriteLine($"- {Where(left.Kind, left.Item, left.Region)}: {What(left.Difference, left.Field)}, since {Time(left.Since)} (`{left.Id}`)"));
        Section("Ignored by rule", In(FindingState.Ignored), finding => Brief(finding, Code(finding.Ignored is { } ignored ? Ignored(ignored) : "ignored")));
        Section("Skipped by choice", [.. Skipped(report)], skipped => to.WriteLine($"- {skipped.Count} x {Code(skipped.Reason)}"));
        Section("Ignore rules without effect", [.. report.UnusedRules], rule => to.WriteLine($"- {Code(rule.Rule)}: {Code(rule.Why)}"));
    }

    private Finding[] In(FindingState state) => [.. report.Findings.Where(finding => finding.State == state)];

    private void Kinds()
    {
        to.WriteLine();
        to.WriteLine("| kind | compared | equal | different | unreadable | skipped |");
        to.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var kind in report.Kinds)
        {
            to.WriteLine($"| {Kebab.Of(kind.Kind)} | {kind.Compared} | {kind.Equal} | {kind.Different} | {kind.Unreadable} | {kind.Skipped} |");
        }

        foreach (var kind in report.Kinds.Where(kind => kind.Failure is not null))
        {
            to.WriteLine();
            to.WriteLine($"**{Kebab.Of(kind.Kind)} could not be checked:** {Code(kind.Failure!)}");
        }
    }

    private void Section<T>(string title, T[] items, Action<T> write)
    {
        if (items.Length == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine($"### {title} ({items.Length})");
        to.WriteLine();
        foreach (var item in items)
        {
            write(item);
        }
    }

    private void Open(Finding finding)
    {
        to.WriteLine($"- **{Kebab.Of(finding.Severity)}** {Where(finding.Kind, finding.Item, finding.Region)}: {What(finding.Difference.Kind, finding.Difference.Field)} (`{finding.Id}`)  ");
        to.WriteLine($"  {Code(finding.Difference.Detail)}  ");
        to.WriteLine($"  {Trend(report, finding)}{Then(Changes(finding))}{Then(Digests(finding))}");
        if (finding.Remediation is { } remediation)
        {
            to.WriteLine();
            to.WriteLine($"  Remediation: {Code(remediation)}");
        }

        if (!finding.Difference.IsRepairable)
        {
            to.WriteLine();
            to.WriteLine("  A human must decide first.");
        }

        if (!finding.Difference.Repairs.IsEmpty)
        {
            Commands([.. finding.Difference.Repairs.Select(VisibleText.Of)]);
        }
    }

    private void Commands(string[] commands)
    {
        var fence = MarkdownText.Fence(string.Concat(commands));
        to.WriteLine();
        to.WriteLine($"  {fence}sh");
        foreach (var (index, command) in commands.Index())
        {
            to.WriteLine(index == 0 ? $"  {command}" : $"  # or\n  {command}");
        }

        to.WriteLine($"  {fence}");
    }

    private void Brief(Finding finding, string why) =>
        to.WriteLine($"- {Where(finding.Kind, finding.Item, finding.Region)}: {What(finding.Difference.Kind, finding.Difference.Field)}; {why} (`{finding.Id}`)");

    private static string Where(ItemKind kind, string item, string region) => $"{Kebab.Of(kind)} {Code(item)}, {region}";

    private static string What(DifferenceKind difference, string field) => field.Length == 0 ? Kebab.Of(difference) : $"{Kebab.Of(difference)} {Code(field)}";

    private static string Then(string? text) => text is null ? "" : "; " + text;

    private static string Symbol(Verdict verdict) => verdict switch
    {
        Verdict.InSync => "✅",
        Verdict.Drift => "❌",
        _ => "⚠️",
    };
}
