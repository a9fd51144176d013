using System.Text.Json.Nodes;
using LocalCloud.Processes;

namespace ReplicaWorker.RealTests;

/// <summary>What a worker's run said, as machines read it.</summary>
internal static class WorkerLog
{
    public static IEnumerable<JsonObject> Lines(this WorkerRun run) => run.StandardOutput.Select(line => JsonNode.Parse(line)!.AsObject());

    /// <summary>The run-finished line, which is the last.</summary>
    public static JsonObject Finished(this WorkerRun run) => run.Lines().Last();

    public static int Count(this WorkerRun run, string name) => run.Finished()[name]!.GetValue<int>();

    /// <summary>Every message, for assertions on what a person would read.</summary>
    public static string Messages(this WorkerRun run) =>
        string.Join('\n', run.Lines().Select(line => line["message"]?.GetValue<string>()).OfType<string>());

    /// <summary>For failure messages: the whole log.</summary>
    public static string Text(this WorkerRun run) => string.Join('\n', [.. run.StandardOutput, run.StandardError]);
}
