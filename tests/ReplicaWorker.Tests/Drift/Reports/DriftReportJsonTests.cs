using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Json.Schema;
using NUnit.Framework;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Tests.Drift.Reports;

public sealed class DriftReportJsonTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Written.Resource("drift-report.schema.json"));

    [Test]
    public void A_report_that_is_read_back_is_the_same_report() =>
        Prop.ForAll(Some.Reports(), report =>
        {
            var again = Read(report.As(ReportFormat.Json));
            return Same(report, again);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Every_report_fits_the_published_schema() =>
        Prop.ForAll(Some.Reports(), report => Errors(report.As(ReportFormat.Json)).Length == 0).QuickCheckThrowOnFailure();

    [Test]
    public void The_schema_names_everything_that_is_written_and_refuses_what_is_not()
    {
        var report = JsonNode.Parse(Some.Rich().As(ReportFormat.Json))!.AsObject();
        Assert.That(Errors(report.ToJsonString()), Is.Empty);
        Assert.That(Required(), Is.EquivalentTo(report.Select(name => name.Key)));
        Assert.That(Required("finding"), Is.EquivalentTo(report["findings"]![0]!.AsObject().Select(name => name.Key)));

        report["findings"]![0]!["difference"] = "colour";
        Assert.That(Errors(report.ToJsonString()), Is.Not.Empty);
    }

    [Test]
    public void Equal_pairs_are_only_counted()
    {
        var json = Some.Rich().As(ReportFormat.Json);

        Assert.That(json, Does.Not.Contain("/shop/equal").And.Contain("\"equal\": 406"));
    }

    [Test]
    public void Names_that_a_newer_worker_writes_are_passed_over()
    {
        var report = JsonNode.Parse(Some.Rich().As(ReportFormat.Json))!;
        report["colour"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
        report["findings"]![0]!["owner"] = "payments";

        Assert.That(Same(Read(report.ToJsonString()), Some.Rich()), Is.True);
    }

    [TestCase("", "not a drift report: unreadable at $, line 1")]
    [TestCase("null", "not a drift report: it has no version")]
    [TestCase("[]", "not a drift report: it has no version")]
    [TestCase("{\"version\":\"1\"}", "not a drift report: it has no version")]
    [TestCase("{\"version\":2}", "a drift report of version 2; this worker reads version 1")]
    [TestCase("{\"version\":1,\n\"runId\":\"s3cret", "not a drift report: unreadable at $, line 2")]
    [TestCase("<html>s3cret</html>", "not a drift report: unreadable at $, line 1")]
    public void What_is_no_report_is_told_in_one_line(string text, string message)
    {
        Assert.That(() => Read(text), Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo(message));
    }

    [TestCase("runId", "null")]
    [TestCase("findings", "null")]
    [TestCase("regions", "null")]
    [TestCase("verdict", "7")]
    [TestCase("verdict", "\"fine\"")]
    [TestCase("started", "\"yesterday\"")]
    [TestCase("kinds", "[{}]")]
    [TestCase("kinds", "[null]")]
    [TestCase("findings", "[null]")]
    [TestCase("warnings", "[null]")]
    [TestCase("findings", "[{\"ageSeconds\":1}]")]
    [TestCase("threshold", "1e99")]
    public void A_report_with_a_wrong_part_says_where(string name, string value)
    {
        var report = JsonNode.Parse(Some.Rich().As(ReportFormat.Json))!;
        report[name] = JsonNode.Parse(value);

        Assert.That(() => Read(report.ToJsonString()), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("not a drift report"));
    }

    [Test]
    public void A_report_without_one_of_its_parts_is_none()
    {
        foreach (var name in JsonNode.Parse(Some.Rich().As(ReportFormat.Json))!.AsObject().Select(part => part.Key).ToArray())
        {
            var report = JsonNode.Parse(Some.Rich().As(ReportFormat.Json))!.AsObject();
            report.Remove(name);

            Assert.That(() => Read(report.ToJsonString()), Throws.InstanceOf<InvalidDataException>(), name);
        }
    }

    [Test]
    public void An_age_that_no_clock_can_have_is_refused()
    {
        var report = JsonNode.Parse(Some.Rich().As(ReportFormat.Json))!;
        report["findings"]![0]!["ageSeconds"] = long.MaxValue;

        Assert.That(() => Read(report.ToJsonString()), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void A_report_without_end_is_not_read_to_its_end()
    {
        using var endless = new Endless();

        Assert.That(() => DriftReportJson.Read(endless), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("longer than"));
    }

    private static DriftReport Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return DriftReportJson.Read(stream);
    }

    /// <summary>Records compare their arrays by reference; written once more, equal reports are equal texts, and the first text has passed the schema.</summary>
    private static bool Same(DriftReport one, DriftReport other) =>
        one.RunId == other.RunId && one.Started == other.Started && one.Verdict == other.Verdict
        && one.Findings.Zip(other.Findings).All(pair => Same(pair.First, pair.Second)) && one.Findings.Length == other.Findings.Length
        && one.Kinds.SequenceEqual(other.Kinds) && one.Resolved.SequenceEqual(other.Resolved) && one.Unconfirmed.SequenceEqual(other.Unconfirmed)
        && one.UnusedRules.SequenceEqual(other.UnusedRules) && one.Warnings.SequenceEqual(other.Warnings, StringComparer.Ordinal)
        && Told(one).SequenceEqual(Told(other))
        && one.As(ReportFormat.Json) == other.As(ReportFormat.Json);

    private static bool Same(Finding one, Finding other) =>
        one.Difference.Repairs.SequenceEqual(other.Difference.Repairs, StringComparer.Ordinal)
        && one with { Difference = one.Difference with { Repairs = [] } } == other with { Difference = other.Difference with { Repairs = [] } };

    private static IEnumerable<(ItemKind, string, string, Unreadable?, string?)> Told(DriftReport report) =>
        report.Pairs.Where(pair => pair.Unreadable is not null || pair.Skipped is not null)
            .Select(pair => (pair.Kind, pair.Item, pair.Region, pair.Unreadable, pair.Skipped));

    private static string[] Errors(string json)
    {
        using var document = JsonDocument.Parse(json);
        var results = Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return results.IsValid ? [] : [.. results.Details!.Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))];
    }

    private static string[] Required(string? definition = null)
    {
        var schema = JsonNode.Parse(Written.Resource("drift-report.schema.json"))!;
        var node = definition is null ? schema : schema["$defs"]![definition]!;
        return [.. node["required"]!.AsArray().Select(name => name!.GetValue<string>())];
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
