using System.Globalization;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>What every format for people says in the same words.</summary>
internal static class ReportWords
{
    /// <summary>Most characters of a digest that a report shows: enough to see that two are equal, and each run has another key.</summary>
    public const int DigestLength = 12;

    public static string Title(Verdict verdict) => verdict switch
    {
        Verdict.InSync => "In sync",
        Verdict.Drift => "Drift",
        Verdict.Incomplete => "Incomplete",
        _ => "Error",
    };

    /// <summary>The sentence after the verdict: what it rests on.</summary>
    public static string Reason(DriftReport report)
    {
        var open = report.Open.Count();
        var compared = report.Kinds.Sum(kind => kind.Compared);
        var unreadable = report.Kinds.Sum(kind => kind.Unreadable);
        var failed = report.Kinds.Where(kind => kind.Failure is not null).Select(kind => Kebab.Of(kind.Kind)).ToArray();
        return report.Verdict switch
        {
            Verdict.Error when failed.Length > 0 => $"could not be checked at all: {string.Join(", ", failed)}; {Findings(report)} in the rest",
            Verdict.Error => "nothing was compared",
            Verdict.Incomplete => $"{Count(unreadable, "pair")} could not be read, {compared} compared; {Findings(report)}",
            Verdict.Drift => $"{Findings(report)}, {Count(compared, "pair")} compared{Also(unreadable)}",
            _ when open > 0 => $"{Findings(report)}, fewer than the threshold of {report.Threshold}; {Count(compared, "pair")} compared",
            _ => $"{Count(compared, "pair")} compared, no open finding",
        };
    }

    public static string Findings(DriftReport report)
    {
        var open = report.Open.ToArray();
        var by = open.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key).Select(group => $"{group.Count()} {Kebab.Of(group.Key)}");
        return open.Length == 0 ? "no open finding" : $"{Count(open.Length, "open finding")} ({string.Join(", ", by)})";
    }

    public static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A length of time in its two largest units: <c>3 d 4 h</c>.</summary>
    public static string Span(TimeSpan span)
    {
        (int Count, string Unit)[] parts = [((int)span.TotalDays, "d"), (span.Hours, "h"), (span.Minutes, "min"), (span.Seconds, "s")];
        var shown = parts.SkipWhile(part => part.Count == 0).Take(2).Where(part => part.Count != 0).Select(part => $"{part.Count} {part.Unit}").ToArray();
        return shown.Length == 0 ? "0 s" : string.Join(' ', shown);
    }

    public static string What(Finding finding) => What(finding.Difference.Kind, finding.Difference.Field);

    public static string What(DifferenceKind difference, string field) => field.Length == 0 ? Kebab.Of(difference) : $"{Kebab.Of(difference)} {field}";

    public static string Trend(DriftReport report, Finding finding) => finding.Trend switch
    {
        Reports.Trend.New => "new",
        Reports.Trend.Persisting => $"since {Time(finding.Since)} ({Span(report.Started - finding.Since)})",
        _ => "unknown whether new: the last report could not be read",
    };

    /// <summary>Both change times, as far as the services tell them.</summary>
    public static string? Changes(Finding finding)
    {
        string?[] parts =
        [
            finding.Age is { } age ? $"last changed {Span(age)} ago" : null,
            finding.Difference.SourceChanged is { } source ? $"source changed {Time(source)}" : null,
            finding.Difference.ReplicaChanged is { } replica ? $"replica changed {Time(replica)}" : null,
        ];
        var known = parts.OfType<string>().ToArray();
        return known.Length == 0 ? null : string.Join(", ", known);
    }

    public static string? Digests(Finding finding)
    {
        var (source, replica) = (ShortDigest(finding.Difference.SourceDigest), ShortDigest(finding.Difference.ReplicaDigest));
        return source is null && replica is null ? null : $"digests of this run: source {source ?? "none"}, replica {replica ?? "none"}";
    }

    public static string? ShortDigest(string? digest) => digest?.Length > DigestLength ? digest[..DigestLength] : digest;

    public static string Ignored(Ignored ignored) =>
        ignored.Until is { } until ? $"{ignored.Reason} (until {Day(until)}, rule: {ignored.Rule})" : $"{ignored.Reason} ({ignored.Rule})";

    /// <summary>Why pairs are left out, with how many: one reason often holds for thousands.</summary>
    public static IEnumerable<(string Reason, int Count)> Skipped(DriftReport report) =>
        report.Pairs.Where(pair => pair.Skipped is not null).GroupBy(pair => pair.Skipped!, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Count())).OrderByDescending(reason => reason.Item2).ThenBy(reason => reason.Key, StringComparer.Ordinal);

    private static string Also(int unreadable) => unreadable == 0 ? "" : $"; {Count(unreadable, "pair")} could not be read";
}
