using System.Runtime.CompilerServices;
using NUnit.Framework;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Tests.Drift.Reports;

/// <summary>What each format looks like: the files in <c>Golden</c> were read and approved by people.</summary>
public sealed class GoldenTests
{
    [TestCaseSource(nameof(Formats))]
    public void The_rich_report_is_written_as_approved(string name)
    {
        var format = Enum.Parse<ReportFormat>(name);
        var file = $"rich.{Extension(format)}";
        var actual = Some.Rich().As(format);

        // A changed look is approved by running once with this set, and reading the difference that git shows.
        if (Environment.GetEnvironmentVariable("APPROVE_REPORTS") == "1")
        {
            File.WriteAllText(Path.Combine(Beside(), "Golden", file), actual);
            return;
        }

        Assert.That(actual, Is.EqualTo(Written.Resource($"Golden/{file}")));
    }

    [Test]
    public void A_quiet_report_is_short()
    {
        var quiet = Some.Rich() with
        {
            Verdict = Verdict.InSync, Findings = [], Pairs = [], Resolved = [], Unconfirmed = [], UnusedRules = [], Warnings = [], Kinds = [new(ItemKind.Secret, 40, 40, 0, 0, 0)],
        };

        Assert.That(quiet.As(ReportFormat.Text), Is.EqualTo("""
            IN SYNC  40 pairs compared, no open finding
            shop production, us-east-1 -> eu-west-1, us-west-2, 2026-03-09 03:00:05Z, 42 s, run run-7f3a

                            compared     equal  different  unreadable  skipped
              secret              40        40          0           0        0

            """));
    }

    private static IEnumerable<string> Formats() => Enum.GetNames<ReportFormat>();

    private static string Extension(ReportFormat format) => format switch
    {
        ReportFormat.Text => "txt",
        ReportFormat.Markdown => "md",
        ReportFormat.Junit => "xml",
        ReportFormat.Sarif => "sarif",
        _ => format.ToString().ToLowerInvariant(),
    };

    private static string Beside([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
