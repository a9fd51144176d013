using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;
using static ReplicaWorker.Modules.Drift.Reports.ReportWords;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>One pair as a test that passed, failed, broke or was left out.</summary>
/// <param name="Kind">What the item is.</param>
/// <param name="Region">The replica region; empty: all of them.</param>
/// <param name="Item">Its name.</param>
/// <param name="Result">How it came out.</param>
/// <param name="Message">One line; null where it passed.</param>
/// <param name="Type">What CI systems group failures by.</param>
/// <param name="Lines">What a reader sees when he opens it.</param>
internal sealed record JUnitCase(ItemKind Kind, string Region, string Item, JUnitResult Result, string? Message, string Type, ImmutableArray<string> Lines)
{
    /// <summary>Every pair, those that only a finding names, and one for each kind that could not be checked at all.</summary>
    public static ImmutableArray<JUnitCase> Of(DriftReport report)
    {
        var findings = report.Findings.ToLookup(finding => (finding.Kind, finding.Item, finding.Region));
        var pairs = report.Pairs.DistinctBy(pair => (pair.Kind, pair.Item, pair.Region)).ToArray();
        var paired = pairs.Select(pair => (pair.Kind, pair.Item, pair.Region)).ToHashSet();
        return
        [
            .. report.Kinds.Where(kind => kind.Failure is not null)
                .Select(kind => new JUnitCase(kind.Kind, "", "everything", JUnitResult.Error, kind.Failure!, "not-checked", [])),
            .. pairs.Select(pair => Of(report, pair, [.. findings[(pair.Kind, pair.Item, pair.Region)]])),
            .. findings.Where(group => !paired.Contains(group.Key))
                .Select(group => Of(report, new(group.Key.Kind, group.Key.Item, group.Key.Region), [.. group])),
        ];
    }

    private static JUnitCase Of(DriftReport report, PairComparison pair, Finding[] findings)
    {
        var open = findings.Where(finding => finding.State == FindingState.Open).ToArray();
        var excused = findings.Where(finding => finding.State is FindingState.InGrace or FindingState.Ignored).ToArray();
        JUnitCase Case(JUnitResult result, string? message, string type, IEnumerable<string> lines) =>
            new(pair.Kind, pair.Region, pair.Item, result, message, type, [.. lines]);

        if (open.Length > 0)
        {
            return Case(JUnitResult.Failure, string.Join("; ", open.Select(finding => $"{What(finding)}: {finding.Difference.Detail}")),
                Kebab.Of(open[0].Difference.Kind), open.SelectMany(finding => Told(report, finding)));
        }

        if (pair.Unreadable is { } unreadable)
        {
            return Case(JUnitResult.Error, $"unreadable in {unreadable.Region}: {unreadable.Message}", Kebab.Of(unreadable.Meaning), []);
        }

        if (pair.Skipped is { } skipped)
        {
            return Case(JUnitResult.Skipped, skipped, "skipped", []);
        }

        return excused.Length > 0
            ? Case(JUnitResult.Skipped, string.Join("; ", excused.Select(Excuse)), "excused", [])
            : Case(JUnitResult.Passed, null, "", findings.Select(finding => $"repaired: {What(finding)} [{finding.Id}] {finding.Remediation}"));
    }

    private static string Excuse(Finding finding) => finding.State == FindingState.InGrace
        ? $"{What(finding)} [{finding.Id}], in grace: {Changes(finding) ?? "too young to count"}"
        : $"{What(finding)} [{finding.Id}], ignored: {(finding.Ignored is { } ignored ? Ignored(ignored) : "by rule")}";

    private static IEnumerable<string> Told(DriftReport report, Finding finding)
    {
        yield return $"{Kebab.Of(finding.Severity)}: {What(finding)} [{finding.Id}]";
        yield return $"  {finding.Difference.Detail}";
        yield return $"  {Trend(report, finding)}{(Changes(finding) is { } changes ? "; " + changes : "")}";
        if (finding.Remediation is { } remediation)
        {
            yield return $"  remediation: {remediation}";
        }

        foreach (var repair in finding.Difference.Repairs)
        {
            yield return $"  {repair}";
        }
    }
}

/// <summary>JUnit's four outcomes.</summary>
internal enum JUnitResult
{
    Passed,
    Failure,
    Error,
    Skipped,
}
