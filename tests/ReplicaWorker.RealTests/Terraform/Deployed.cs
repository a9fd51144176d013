using System.Text.Json.Nodes;
using LocalCloud;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Terraform;

/// <summary>Rules and task definition as the APIs give them back, written as files that a local cloud's bus reads.</summary>
internal sealed class Deployed(Cloud cloud)
{
    public async Task<IReadOnlyList<string>> RuleNamesAsync() =>
        [.. (await AwsAsync("events", "list-rules"))["Rules"]!.AsArray().Select(rule => rule!["Name"]!.GetValue<string>()).Order(StringComparer.Ordinal)];

    /// <summary>One folder a rule, and <c>taskdef.json</c>, below a folder.</summary>
    public async Task WriteAsync(string folder)
    {
        foreach (var name in await RuleNamesAsync())
        {
            var rule = (await AwsAsync("events", "describe-rule", "--name", name)).AsObject();
            var targets = (await AwsAsync("events", "list-targets-by-rule", "--rule", name)).AsObject();
            targets["Rule"] = name;
            await PutAsync(Path.Combine(folder, "rules", name, "rule.json"), rule);
            await PutAsync(Path.Combine(folder, "rules", name, "targets.json"), targets);
        }

        await PutAsync(Path.Combine(folder, "taskdef.json"), await TaskAsync());
    }

    public async Task<JsonNode> TaskAsync() =>
        (await AwsAsync("ecs", "describe-task-definition", "--task-definition", "replica-worker"))["taskDefinition"]!;

    public async Task<JsonNode> AwsAsync(params string[] arguments)
    {
        var environment = cloud.DeveloperEnvironment().ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        var run = await Command.RunAsync(
            "aws", ["--endpoint-url", cloud.AwsEndpoint.AbsoluteUri.TrimEnd('/'), "--output", "json", .. arguments], cloud.Options.RulesDirectory, environment);
        return run.ExitCode == 0
            ? JsonNode.Parse(run.Output.Length == 0 ? "{}" : run.Output)!
            : throw new InvalidOperationException($"aws {string.Join(' ', arguments)}: {run.Error}");
    }

    private static Task PutAsync(string file, JsonNode content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, content.ToJsonString());
    }
}
