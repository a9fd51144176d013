using System.Globalization;
using System.Text;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Ignoring;

/// <summary>A rule for each open finding, for a person to choose from: the reason is theirs to give, and a rule without one is refused.</summary>
internal static class SuggestedIgnores
{
    /// <summary>How long a suggested rule holds: long enough to mend it, short enough to be asked again.</summary>
    private const int Days = 90;

    public static string For(DriftReport report)
    {
        var until = DateOnly.FromDateTime(report.Started.UtcDateTime).AddDays(Days);
        var text = new StringBuilder();
        foreach (var finding in report.Open)
        {
            text.Append(IgnoreRuleText.For(finding, until)).Append('\n');
        }

        return text.Length > 0 ? text.ToString() : string.Create(CultureInfo.InvariantCulture, $"# nothing is open in {report.Regions.Length} regions\n");
    }
}
