using System.Text;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Alerts;

/// <summary>What the bus hears of a run that somebody must look at. Names and counts; never a value.</summary>
/// <param name="DetailType">A rule's pattern matches it.</param>
/// <param name="Detail">JSON.</param>
internal sealed record Alert(string DetailType, string Detail)
{
    public const string Source = "replica-worker";
    public const string RunFailed = "Replica Worker Run Failed";
    public const string ChangesHeld = "Replica Worker Changes Held";

    /// <summary>No rule waits for it: <c>check --probe</c> tries with it whether the others could be told.</summary>
    public const string Probe = "Replica Worker Probe";

    /// <summary>An entry of PutEvents is at most 256 KiB; a parameter's name may have a thousand characters.</summary>
    private const int MostItems = 50;

    /// <returns>Null when there is nothing to tell: all is in step, or the platform stopped us.</returns>
    /// <param name="report">How the run went.</param>
    /// <param name="options">Who we are.</param>
    /// <param name="repeat">The worker's arguments that do the same once more.</param>
    public static Alert? Of(RunReport report, ReplicaOptions options, IReadOnlyList<string> repeat)
    {
        if (report.ExitCode is ExitCode.InStep or ExitCode.Stopped or ExitCode.Usage)
        {
            return null;
        }

        string[] items = [.. report.Outcome.Failures.Select(failure => $"{failure.Region}: {failure.Item}").Distinct(StringComparer.Ordinal)];
        var detail = JsonText.Object(json =>
        {
            json.WriteString("runId", report.RunId);
            json.WriteString("module", report.Module);
            json.WriteNumber("exitCode", (int)report.ExitCode);
            json.WriteString("meaning", report.ExitCode.ToString());
            json.WriteString("project", options.Project);
            json.WriteString("environment", options.Environment);
            json.WriteString("primaryRegion", options.PrimaryRegion);
            LastLine.WriteCounts(json, report.Total);
            json.WriteStartArray("items");
            foreach (var item in items.Take(MostItems))
            {
                json.WriteStringValue(OneLine.Of(item));
            }

            json.WriteEndArray();
            json.WriteString("message", Message(report, items));
            json.WriteString("command", Command(options, repeat));
        });
        return new(report.ExitCode == ExitCode.Held ? ChangesHeld : RunFailed, Encoding.UTF8.GetString(detail.WrittenSpan));
    }

    private static string Message(RunReport report, string[] items)
    {
        var total = report.Total;
        var shown = items.Take(3).Select(item => OneLine.Of(item, longest: 120)).ToArray();
        var names = shown.Length == 0 ? "" : ": " + string.Join(", ", shown) + (items.Length > shown.Length ? $" and {items.Length - shown.Length} more" : "");
        return $"{report.Module}: {report.Message}; {total.Changed} changed, {total.Held} held, {total.Failed} failed{names}. {Advice(report.ExitCode)}";
    }

    private static string Advice(ExitCode code) => code switch
    {
        ExitCode.Held => "Look at the plan with --dry-run; a human confirms deletions with --allow-deletes.",
        ExitCode.TryLater => "Run it again.",
        ExitCode.Denied => "A role, a key or a policy must allow it.",
        ExitCode.BadConfiguration => "The task definition must be corrected.",
        ExitCode.BadEvent => "The rule's input transformer must be corrected.",
        ExitCode.Bug => "This is a defect of the worker: please report it with its log.",
        _ => "The log says why.",
    };

    /// <summary>A line for a shell: names stand in single quotes, since they may hold what a shell reads.</summary>
    private static string Command(ReplicaOptions options, IReadOnlyList<string> repeat)
    {
        if (options.RunTask is not { } runTask)
        {
            return string.Join(' ', repeat.Select(Quoted).Prepend("replica-worker"));
        }

        return $"aws ecs run-task {runTask} --overrides {Quoted(repeat.All(IsPlain) ? Shorthand(repeat) : Json(repeat))}";
    }

    /// <summary>The AWS CLI's own notation, without double quotes: EventBridge leaves those out where it puts a text into a sentence.</summary>
    private static string Shorthand(IReadOnlyList<string> arguments) =>
        $"containerOverrides=[{{name=worker,command=[{string.Join(',', arguments)}]}}]";

    private static string Json(IReadOnlyList<string> arguments)
    {
        var overrides = JsonText.Object(json =>
        {
            json.WriteStartArray("containerOverrides");
            json.WriteStartObject();
            json.WriteString("name", "worker");
            json.WriteStartArray("command");
            foreach (var argument in arguments)
            {
                json.WriteStringValue(argument);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        });
        return Encoding.UTF8.GetString(overrides.WrittenSpan);
    }

    /// <summary>Means itself to a shell, and within the CLI's notation.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or '=' or ':' or '@' or '+');

    private static string Quoted(string text) =>
        IsPlain(text)
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
