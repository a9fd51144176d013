using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Tests.Drift.Reports;

/// <summary>Whatever names hold, each format stays what it is.</summary>
public sealed class HostileReportTests
{
    [Test]
    public void Every_open_finding_is_in_every_format() =>
        Prop.ForAll(Some.Reports(), report =>
            Enum.GetValues<ReportFormat>().All(format =>
            {
                var text = report.As(format);
                return report.Open.All(finding => text.Contains(finding.Id, StringComparison.Ordinal));
            })).QuickCheckThrowOnFailure();

    [Test]
    public void What_people_look_at_holds_nothing_hidden() =>
        Prop.ForAll(Some.Reports(), report =>
            new[] { ReportFormat.Text, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Junit }.All(format =>
                !report.As(format).EnumerateRunes().Any(rune => rune.Value != '\n' && VisibleText.IsHidden(rune)))).QuickCheckThrowOnFailure();

    [Test]
    public void JUnit_is_xml_and_has_a_case_for_every_pair() =>
        Prop.ForAll(Some.Reports(), report =>
        {
            var xml = Xml(report.As(ReportFormat.Junit));
            var pairs = report.Pairs.Select(pair => (pair.Kind, pair.Item, pair.Region))
                .Union(report.Findings.Select(finding => (finding.Kind, finding.Item, finding.Region))).Count();
            var cases = xml.Descendants("testcase").ToArray();
            return cases.Length == pairs + report.Kinds.Count(kind => kind.Failure is not null)
                && Total(xml, "tests") == cases.Length
                && Total(xml, "failures") == xml.Descendants("failure").Count()
                && Total(xml, "errors") == xml.Descendants("error").Count()
                && Total(xml, "skipped") == xml.Descendants("skipped").Count()
                && xml.Descendants("failure").Any() == report.Open.Any();
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Html_is_well_formed_and_holds_no_element_that_a_name_brought_in() =>
        Prop.ForAll(Some.Reports(), report =>
        {
            var html = report.As(ReportFormat.Html);
            var body = Xml(html[html.IndexOf("<main>", StringComparison.Ordinal)..(html.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)]);
            return body.DescendantsAndSelf().All(element =>
                element.Name.LocalName is not ("script" or "style" or "b" or "img" or "a") && element.Attributes().All(attribute => attribute.Name.LocalName is "class" or "id" or "data-sort"));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Html_fetches_nothing_and_its_policy_allows_its_own_style_and_script_alone()
    {
        var html = Some.Rich().As(ReportFormat.Html);
        string Hash(string tag)
        {
            var start = html.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
            var text = html[start..html.IndexOf($"</{tag}>", StringComparison.Ordinal)];
            return WebUtility.HtmlEncode($"{tag}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
        }

        Assert.That(html, Does.Contain(Hash("style")).And.Contain(Hash("script")).And.Contain(WebUtility.HtmlEncode("default-src 'none'")));
        Assert.That(html, Does.Not.Contain("src=").And.Not.Contain("href=").And.Not.Contain("url(").And.Not.Contain("@import").And.Not.Contain("style="));
    }

    [Test]
    public void Sarif_is_json_with_a_rule_for_every_result_and_a_suppression_for_what_is_excused() =>
        Prop.ForAll(Some.Reports(), report =>
        {
            using var sarif = JsonDocument.Parse(report.As(ReportFormat.Sarif));
            var run = sarif.RootElement.GetProperty("runs")[0];
            var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToArray();
            return run.GetProperty("results").EnumerateArray().Zip(report.Findings).All(pair =>
            {
                var (result, finding) = pair;
                return rules[result.GetProperty("ruleIndex").GetInt32()] == result.GetProperty("ruleId").GetString()
                    && result.GetProperty("partialFingerprints").GetProperty("findingId/v1").GetString() == finding.Id
                    && result.TryGetProperty("suppressions", out var suppressions) == finding.State is FindingState.Ignored or FindingState.InGrace
                    && (finding.State is not (FindingState.Ignored or FindingState.InGrace) || suppressions[0].GetProperty("justification").GetString()!.Length > 0)
                    && Uri.TryCreate(result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.Relative, out _);
            });
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Markdown_shows_foreign_text_in_code_only() =>
        Prop.ForAll(Some.Text().ToArbitrary(), text =>
        {
            var code = MarkdownText.Code(text);
            var fence = code.Length - code.TrimStart('`').Length;
            var inner = code[fence..^fence];
            return code.EndsWith(new string('`', fence), StringComparison.Ordinal)
                && !inner.Contains(new string('`', fence), StringComparison.Ordinal)
                && inner[0] != '`' && inner[^1] != '`' && !inner.Contains('\n', StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [TestCaseSource(nameof(Formats))]
    public void No_format_shows_more_of_a_digest_than_twelve_characters(string format)
    {
        var full = new string('d', 11) + new string('e', 53);
        var report = Some.Rich() with
        {
            Findings = [.. Some.Rich().Findings.Select(finding => finding with { Difference = finding.Difference with { SourceDigest = full, ReplicaDigest = full } })],
        };

        Assert.That(report.As(Enum.Parse<ReportFormat>(format)), Does.Not.Contain("ddddddddddee"[..12] + "e"));
    }

    [Test]
    public void Text_has_colors_at_a_terminal_only()
    {
        Assert.That(Some.Rich().As(ReportFormat.Text), Does.Not.Contain("\e"));
        Assert.That(Some.Rich().As(ReportFormat.Text, color: true), Does.Contain("\e[1;31mDRIFT\e[0m"));
    }

    [Test]
    public void Every_sort_of_difference_has_help()
    {
        foreach (var kind in Enum.GetValues<DifferenceKind>())
        {
            Assert.That(DifferenceHelp.Of(kind).Advice, Is.Not.Empty);
        }
    }

    private static IEnumerable<string> Formats() => Enum.GetNames<ReportFormat>();

    private static int Total(XElement xml, string name) => (int)xml.Attribute(name)!;

    private static XElement Xml(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XElement.Load(reader);
    }
}
