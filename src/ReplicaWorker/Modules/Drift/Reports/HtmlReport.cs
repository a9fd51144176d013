using ReplicaWorker.Modules.Comparison;
using static ReplicaWorker.Modules.Drift.Reports.ReportWords;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>One self-contained page: nothing is fetched, nothing but our own script may run, and it reads as well without that.</summary>
internal sealed class HtmlReport(DriftReport report, MarkupWriter to)
{
    public void Write()
    {
        Head(PageAsset.Load("report.css"));
        to.Line($"<body>\n<main>");
        Verdict();
        Kinds();
        Open([.. report.Open]);
        Unreadable([.. report.Unreadable]);
        Fold("In grace", "too young to count", In(FindingState.InGrace), finding => Brief(finding, Changes(finding) ?? Trend(report, finding)));
        Fold("Repaired", "in this run", In(FindingState.Repaired), finding => Brief(finding, finding.Remediation ?? "repaired"));
        Fold("Resolved", "since the last report", [.. report.Resolved], gone =>
            Item(gone.Kind, gone.Item, gone.Region, What(gone.Difference, gone.Field), gone.Id, $"had been there since {Time(gone.Since)}"));
        Fold("Not looked at again", "in the last report, not compared this time", [.. report.Unconfirmed], left =>
            Item(left.Kind, left.Item, left.Region, What(left.Difference, left.Field), left.Id, $"since {Time(left.Since)}"));
        Fold("Ignored", "by rule", In(FindingState.Ignored), finding => Brief(finding, finding.Ignored is { } ignored ? Ignored(ignored) : "by rule"));
        Fold("Skipped", "by choice", [.. Skipped(report)], skipped => to.Line($"<li>{skipped.Count} × {skipped.Reason}</li>"));
        Fold("Ignore rules without effect", "matched nothing, or expired", [.. report.UnusedRules], rule =>
            to.Line($"<li><code>{rule.Rule}</code><p class=\"soft\">{rule.Why}</p></li>"));
        to.Line($"</main>");
        Script(PageAsset.Load("report.js"));
        to.Line($"</body>\n</html>");
    }

    private Finding[] In(FindingState state) => [.. report.Findings.Where(finding => finding.State == state)];

    private void Head(PageAsset style)
    {
        var policy = $"default-src 'none'; style-src {style.Hash}; script-src {PageAsset.Load("report.js").Hash}; base-uri 'none'; form-action 'none'";
        to.Line($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        to.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        to.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        to.Line($"<title>{Title(report.Verdict)}: {report.Project} {report.Environment}</title>");
        to.Write($"<style>").Raw(style.Text);
        to.Line($"</style>\n</head>");
    }

    private void Script(PageAsset script)
    {
        to.Write($"<script>").Raw(script.Text);
        to.Line($"</script>");
    }

    private void Verdict()
    {
        to.Line($"<header class=\"{Kebab.Of(report.Verdict)}\">\n<h1>{Title(report.Verdict)}</h1>\n<p class=\"reason\">{Reason(report)}</p>");
        to.Line($"<p class=\"soft\"><bdi>{report.Project}</bdi> <bdi>{report.Environment}</bdi>: {report.PrimaryRegion} → {string.Join(", ", report.Regions)}</p>");
        to.Line($"<p class=\"soft\">{Time(report.Started)}, took {Span(report.Finished - report.Started)}. Run {report.RunId}, version {report.ToolVersion}, threshold {report.Threshold}</p>\n</header>");
        foreach (var warning in report.Warnings)
        {
            to.Line($"<p class=\"warning\">{warning}</p>");
        }
    }

    private void Kinds()
    {
        to.Line($"<h2>What was compared</h2>\n<table id=\"kinds\"><thead><tr><th>kind</th>");
        foreach (var name in (string[])["compared", "equal", "different", "unreadable", "skipped"])
        {
            to.Write($"<th class=\"number\">{name}</th>");
        }

        to.Line($"</tr></thead><tbody>");
        foreach (var kind in report.Kinds)
        {
            to.Write($"<tr><td>{Kebab.Of(kind.Kind)}</td><td class=\"number\">{kind.Compared}</td><td class=\"number\">{kind.Equal}</td>");
            to.Write($"<td class=\"number{(kind.Different > 0 ? " some" : "")}\">{kind.Different}</td><td class=\"number{(kind.Unreadable > 0 ? " unread" : "")}\">{kind.Unreadable}</td>");
            to.Line($"<td class=\"number\">{kind.Skipped}</td></tr>");
        }

        to.Line($"</tbody></table>");
        foreach (var kind in report.Kinds.Where(kind => kind.Failure is not null))
        {
            to.Line($"<p class=\"warning\"><strong>{Kebab.Of(kind.Kind)} could not be checked:</strong> {kind.Failure}</p>");
        }
    }

    private void Open(Finding[] findings)
    {
        to.Line($"<h2>Open findings <small>{findings.Length}</small></h2>");
        if (findings.Length == 0)
        {
            to.Line($"<p class=\"none\">None.</p>");
            return;
        }

        to.Line($"<table id=\"findings\"><thead><tr><th>severity</th><th>region</th><th>since</th><th>what</th></tr></thead><tbody>");
        foreach (var finding in findings)
        {
            Row(finding);
        }

        to.Line($"</tbody></table>");
    }

    private void Row(Finding finding)
    {
        var severity = Kebab.Of(finding.Severity);
        to.Write($"<tr class=\"finding\"><td class=\"inline\" data-sort=\"{Severity.Critical - finding.Severity}\"><span class=\"badge {severity}\">{severity}</span></td>");
        to.Write($"<td class=\"inline\" data-sort=\"{finding.Region}\">{finding.Region}</td>");
        to.Write($"<td class=\"inline soft\" data-sort=\"{Time(finding.Since)}\">{(finding.Trend == Reports.Trend.Persisting ? Time(finding.Since) : Kebab.Of(finding.Trend))}</td>");
        to.Line($"<td data-sort=\"{Kebab.Of(finding.Kind)} {finding.Item}\"><span class=\"name\"><bdi>{finding.Item}</bdi></span> <span class=\"id\">{finding.Id}</span>");
        to.Line($"<p>{Kebab.Of(finding.Kind)}, {What(finding)}: {finding.Difference.Detail}</p>");
        foreach (var line in new[] { Trend(report, finding), Changes(finding), Digests(finding) }.OfType<string>())
        {
            to.Line($"<p class=\"soft\">{line}</p>");
        }

        if (finding.Remediation is { } remediation)
        {
            to.Line($"<p class=\"human\">Remediation: {remediation}</p>");
        }

        if (!finding.Difference.IsRepairable)
        {
            to.Line($"<p class=\"human\">A human must decide first.</p>");
        }

        foreach (var command in finding.Difference.Repairs)
        {
            to.Line($"<pre>{command}</pre>");
        }

        to.Line($"</td></tr>");
    }

    private void Unreadable(PairComparison[] pairs)
    {
        if (pairs.Length == 0)
        {
            return;
        }

        to.Line($"<h2>Unreadable <small>{pairs.Length}, nobody knows whether they differ</small></h2>\n<ul class=\"doubtful\">");
        foreach (var pair in pairs)
        {
            to.Write($"<li><span class=\"name\"><bdi>{pair.Item}</bdi></span> {Kebab.Of(pair.Kind)}, {pair.Region}");
            to.Line($"<p>{Kebab.Of(pair.Unreadable!.Meaning)} in {pair.Unreadable.Region}: {pair.Unreadable.Message}</p></li>");
        }

        to.Line($"</ul>");
    }

    private void Fold<T>(string title, string meaning, T[] items, Action<T> write)
    {
        if (items.Length == 0)
        {
            return;
        }

        to.Line($"<details class=\"fold\"><summary><h2>{title} <small>{items.Length}, {meaning}</small></h2></summary>\n<ul>");
        foreach (var item in items)
        {
            write(item);
        }

        to.Line($"</ul></details>");
    }

    private void Brief(Finding finding, string why) =>
        Item(finding.Kind, finding.Item, finding.Region, What(finding), finding.Id, why);

    private void Item(ItemKind kind, string item, string region, string what, string id, string why) =>
        to.Line($"<li><span class=\"name\"><bdi>{item}</bdi></span> {Kebab.Of(kind)}, {region}: {what} <span class=\"id\">{id}</span><p class=\"soft\">{why}</p></li>");
}
