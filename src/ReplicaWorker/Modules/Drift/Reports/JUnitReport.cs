using System.Globalization;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>JUnit's XML: a suite for each kind and region, a case for each pair.</summary>
internal sealed class JUnitReport(DriftReport report, MarkupWriter to)
{
    public void Write()
    {
        var cases = JUnitCase.Of(report);
        to.Line($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        to.Write($"<testsuites name=\"{$"drift of {report.Project} {report.Environment}"}\"");
        Totals(cases);
        to.Line($" time=\"{Seconds}\">");
        foreach (var suite in cases.GroupBy(one => (one.Kind, one.Region)).OrderBy(suite => suite.Key.Kind).ThenBy(suite => suite.Key.Region, StringComparer.Ordinal))
        {
            Suite(suite.Key.Region.Length == 0 ? Kebab.Of(suite.Key.Kind) : $"{Kebab.Of(suite.Key.Kind)}.{suite.Key.Region}", [.. suite]);
        }

        to.Line($"</testsuites>");
    }

    private string Seconds => (report.Finished - report.Started).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private void Suite(string name, JUnitCase[] cases)
    {
        to.Write($"  <testsuite name=\"{name}\"");
        Totals(cases);
        to.Line($" timestamp=\"{report.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}\">");
        foreach (var one in cases)
        {
            Case(name, one);
        }

        to.Line($"  </testsuite>");
    }

    private void Case(string suite, JUnitCase one)
    {
        to.Write($"    <testcase classname=\"{suite}\" name=\"{one.Item}\"");
        if (one.Result == JUnitResult.Passed && one.Lines.IsEmpty)
        {
            to.Line($"/>");
            return;
        }

        to.Line($">");
        var element = one.Result switch { JUnitResult.Failure => "failure", JUnitResult.Error => "error", JUnitResult.Skipped => "skipped", _ => "system-out" };
        to.Write($"      <{element}");
        if (one.Message is { } message)
        {
            to.Write($" message=\"{message}\"");
        }

        if (one.Result is JUnitResult.Failure or JUnitResult.Error)
        {
            to.Write($" type=\"{one.Type}\"");
        }

        if (one.Lines.IsEmpty)
        {
            to.Line($"/>");
        }
        else
        {
            to.Line($">");
            foreach (var line in one.Lines)
            {
                to.Line($"{line}");
            }

            to.Line($"</{element}>");
        }

        to.Line($"    </testcase>");
    }

    private void Totals(IReadOnlyCollection<JUnitCase> cases) =>
        to.Write($" tests=\"{cases.Count}\" failures=\"{Count(cases, JUnitResult.Failure)}\" errors=\"{Count(cases, JUnitResult.Error)}\" skipped=\"{Count(cases, JUnitResult.Skipped)}\"");

    private static int Count(IReadOnlyCollection<JUnitCase> cases, JUnitResult result) => cases.Count(one => one.Result == result);
}
