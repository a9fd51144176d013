using System.Text.Json;
using LocalCloud.Processes;

namespace Demo;

/// <summary>One step of a plan that a worker carried out, or held.</summary>
/// <param name="Region">Of the replica.</param>
/// <param name="Action">create, update or delete; nothing for what is not a ref.</param>
/// <param name="What">Full name of a ref, secret or parameter, or what was changed besides refs.</param>
/// <param name="Old">Abbreviated id.</param>
/// <param name="New">Abbreviated id.</param>
/// <param name="Reason">The worker's own words.</param>
/// <param name="Held">Not carried out: a human must confirm.</param>
internal sealed record PlannedChange(string Region, string? Action, string What, string? Old, string? New, string? Reason, bool Held);

/// <summary>What one run of the worker said, read from its log lines.</summary>
/// <param name="ExitCode">Of the process.</param>
/// <param name="Finished">By its last line; none when it left none.</param>
/// <param name="Changes">In the order of the log.</param>
/// <param name="PackBytes">What arrived at replicas.</param>
/// <param name="LastWord">The last error, or the last line's message.</param>
internal sealed record WorkerReport(
    int ExitCode, DateTimeOffset? Finished, IReadOnlyList<PlannedChange> Changes, long PackBytes, string LastWord)
{
    public static WorkerReport Read(WorkerRun run)
    {
        var changes = new List<PlannedChange>();
        DateTimeOffset? finished = null;
        var (bytes, lastWord) = (0L, run.StandardError);

        foreach (var line in run.StandardOutput.Select(Parse))
        {
            if (Text(line, "event") == "run-finished")
            {
                finished = line.GetProperty("time").GetDateTimeOffset();
            }
            else if (line.TryGetProperty("packBytes", out var pack))
            {
                bytes += pack.GetInt64() * line.GetProperty("replicas").GetInt32();
            }
            else if (Text(line, "action") is { } action && Name(line) is { } name)
            {
                changes.Add(new(
                    Required(line, "region"), action, name, Text(line, "oldId"), Text(line, "newId"), Text(line, "reason"),
                    Held: Text(line, "level") == "warn"));
            }
            else if (Text(line, "secret") is { } secret && Text(line, "what") is { } done)
            {
                changes.Add(new(Required(line, "region"), done, secret, Old: null, New: null, Text(line, "reason"), Held: false));
            }
            else if (Text(line, "what") is { } what)
            {
                changes.Add(new(Required(line, "region"), Action: null, what, Old: null, New: null, Reason: null, Held: false));
            }

            lastWord = Text(line, "level") is "error" or "fatal" ? Required(line, "message") : lastWord;
        }

        return new(run.ExitCode, finished, changes, bytes, lastWord);
    }

    // Of a ref, a secret or a parameter.
    private static string? Name(JsonElement line) => Text(line, "refName") ?? Text(line, "secret") ?? Text(line, "parameter");

    private static JsonElement Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(line);
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException("the worker wrote a line that is not JSON: " + line, wrong);
        }
    }

    private static string Required(JsonElement line, string name) =>
        Text(line, name) ?? throw new InvalidDataException($"no {name} in the worker's line {line}");

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
