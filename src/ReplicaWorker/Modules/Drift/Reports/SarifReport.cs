using System.Text.Encodings.Web;
using System.Text.Json;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Comparison;
using static ReplicaWorker.Modules.Drift.Reports.ReportWords;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>SARIF 2.1.0: a rule for each sort of difference, a result for each finding; what was excused is suppressed, what could not be read is a notification.</summary>
internal sealed class SarifReport(DriftReport report, Utf8JsonWriter json)
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly DifferenceKind[] Rules = Enum.GetValues<DifferenceKind>();

    public static void Write(DriftReport report, Stream to)
    {
        using (var json = new Utf8JsonWriter(to, Options))
        {
            new SarifReport(report, json).Write();
        }

        to.WriteByte((byte)'\n');
    }

    private void Write()
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool();
        Object("automationDetails", () => json.WriteString("id", $"drift/{Uri.EscapeDataString(report.Project)}/{Uri.EscapeDataString(report.Environment)}/{Uri.EscapeDataString(report.RunId)}"));
        Invocation();
        Array("results", report.Findings, Result);
        Object("properties", () =>
        {
            json.WriteString("verdict", Kebab.Of(report.Verdict));
            json.WriteString("primaryRegion", report.PrimaryRegion);
            json.WriteString("configurationHash", report.ConfigurationHash);
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Tool() => Object("tool", () => Object("driver", () =>
    {
        json.WriteString("name", "replica-worker");
        json.WriteString("version", report.ToolVersion);
        Array("rules", Rules, rule =>
        {
            var help = DifferenceHelp.Of(rule);
            json.WriteString("id", Kebab.Of(rule));
            Text("shortDescription", help.Summary);
            Text("fullDescription", help.Summary);
            Text("help", $"{help.Summary} {help.Advice}");
            Object("defaultConfiguration", () => json.WriteString("level", "warning"));
        });
    }));

    private void Invocation() => Array("invocations", [report], _ =>
    {
        json.WriteBoolean("executionSuccessful", report.Verdict is Verdict.InSync or Verdict.Drift);
        json.WriteString("startTimeUtc", JsonText.Time(report.Started));
        json.WriteString("endTimeUtc", JsonText.Time(report.Finished));
        IEnumerable<(string Level, string Message)> notifications =
        [
            .. report.Kinds.Where(kind => kind.Failure is not null).Select(kind => ("error", $"{Kebab.Of(kind.Kind)} could not be checked: {kind.Failure}")),
            .. report.Unreadable.Select(pair =>
                ("error", $"{Kebab.Of(pair.Kind)} {pair.Item} in {pair.Region} could not be read in {pair.Unreadable!.Region}: {pair.Unreadable.Message}")),
            .. report.Warnings.Select(warning => ("warning", warning)),
        ];
        Array("toolExecutionNotifications", notifications, notification =>
        {
            json.WriteString("level", notification.Level);
            Text("message", notification.Message);
        });
    });

    private void Result(Finding finding)
    {
        json.WriteString("ruleId", Kebab.Of(finding.Difference.Kind));
        json.WriteNumber("ruleIndex", System.Array.IndexOf(Rules, finding.Difference.Kind));
        var repaired = finding.State == FindingState.Repaired;
        json.WriteString("kind", repaired ? "pass" : "fail");
        json.WriteString("level", repaired ? "none" : Level(finding.Severity));
        var repair = finding.Difference.Repairs.IsEmpty ? "" : $" Repair: {finding.Difference.Repairs[0]}";
        Text("message", $"{Kebab.Of(finding.Kind)} {finding.Item} in {finding.Region}: {What(finding)}. {finding.Difference.Detail}.{repair}");
        Array("locations", [finding], Location);
        Object("partialFingerprints", () => json.WriteString("findingId/v1", finding.Id));
        if (report.Findings.All(other => other.Trend != Reports.Trend.Unknown))   // all results have it, or none
        {
            json.WriteString("baselineState", finding.Trend == Reports.Trend.New ? "new" : "unchanged");
        }

        Suppressions(finding);
        Object("properties", () =>
        {
            json.WriteString("severity", Kebab.Of(finding.Severity));
            json.WriteString("state", Kebab.Of(finding.State));
            json.WriteString("since", finding.Since);
            json.WriteString("item", finding.Item);
            json.WriteString("region", finding.Region);
            json.WriteStartArray("repairs");
            foreach (var command in finding.Difference.Repairs)
            {
                json.WriteStringValue(command);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Code scanning takes no result without a file, so the item stands as one, too: <c>us-west-2/parameter/%2Fshop%2Fdb</c>.</summary>
    private void Location(Finding finding)
    {
        var parts = new[] { finding.Region, Kebab.Of(finding.Kind), finding.Item };
        Object("physicalLocation", () =>
        {
            Object("artifactLocation", () => json.WriteString("uri", string.Join('/', parts.Select(Uri.EscapeDataString))));
            Object("region", () =>
            {
                json.WriteNumber("startLine", 1);
                json.WriteNumber("endLine", 1);
            });
        });
        Array("logicalLocations", [parts], _ =>
        {
            json.WriteString("name", VisibleText.Of(finding.Item));
            json.WriteString("fullyQualifiedName", VisibleText.Of(string.Join('/', parts)));
            json.WriteString("kind", "resource");
        });
    }

    private void Suppressions(Finding finding)
    {
        var (status, justification) = finding.State switch
        {
            FindingState.Ignored => ("accepted", finding.Ignored is { } ignored ? Ignored(ignored) : "by rule"),
            FindingState.InGrace => ("underReview", $"in grace: {Changes(finding) ?? "too young to count"}"),
            _ => (null, null),
        };
        if (status is null)
        {
            return;
        }

        Array("suppressions", [finding], _ =>
        {
            json.WriteString("kind", "external");
            json.WriteString("status", status);
            json.WriteString("justification", VisibleText.Of(justification!));
        });
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    /// <summary>A message: braces and brackets in it are no placeholders and no links (SARIF 2.1.0, 3.11.5 and 3.11.6).</summary>
    private void Text(string name, string text) => Object(name, () => json.WriteString("text", VisibleText.Of(text)
        .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)));

    private void Object(string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    private void Array<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
