using Bench.Measuring;
using Bench.Reporting;
using LocalCloud.Aws;
using LocalCloud.Processes;

namespace Bench.Config;

/// <summary><c>bench -- config</c>: what secrets and parameters cost in calls, counted on the local cloud.</summary>
internal static class ConfigBench
{
    /// <summary>More than one event's change; counted, and not what the target is about.</summary>
    public const string Several = "a value and a tag, changed before the first event was handled";

    private const string Root = "/shop";

    /// <summary>Of every call while waiting is measured: long enough that calls made together are seen together.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(250);

    // The local cloud has no rates: what is counted is how many calls it takes, not how long we wait for them.
    private static readonly Dictionary<string, string> Unpaced = new(StringComparer.Ordinal)
    {
        ["Parameters__PutsPerSecond"] = "10000",
        ["Parameters__ReadsPerSecond"] = "10000",
        ["Parameters__DescribesPerSecond"] = "10000",
        ["Parameters__CallsPerSecond"] = "10000",
    };

    /// <returns>0, or 1 when a count misses its target.</returns>
    public static async Task<int> RunAsync(ConfigSettings settings, CancellationToken stopping)
    {
        var progress = new Progress(Console.Out);
        var results = await MeasureAsync(settings, progress, stopping);
        if (settings.Output is { } output)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            await File.WriteAllTextAsync(output, ConfigReport.Write(results), stopping);
        }

        var targets = results.Targets();
        foreach (var target in targets)
        {
            progress.Say($"{(target.IsMet ? "met " : "MISSED")}  {target.What}: {target.Figure} ({target.Goal})");
        }

        return targets.Any(target => target is { IsExact: true, IsMet: false }) ? 1 : 0;
    }

    private static async Task<ConfigResults> MeasureAsync(ConfigSettings settings, Progress progress, CancellationToken stopping)
    {
        var binary = await PublishedWorker.LocateAsync(stopping);
        var machine = Machine.Describe("");
        await using var cloud = await ConfigCloud.StartAsync(binary, stopping);

        using (var client = cloud.Parameters())
        {
            await Items.PutParametersAsync(client, Root, settings.Items, bytes: 40, stopping);
        }

        progress.Say($"{Text.Count(settings.Items)} parameters stand in {ConfigCloud.Source}");
        var first = await RunAsync("first full sync of parameters", ["parameters", "--all"]);
        var second = await RunAsync("second full sync of parameters", ["parameters", "--all"]);

        using (var wire = new AwsWire(cloud.Cloud))
        {
            await Items.PutSecretsAsync(wire, settings.Items, stopping);
        }

        var firstSecrets = await RunAsync("first full sync of secrets", ["secrets", "--all"]);
        var secondSecrets = await RunAsync("second full sync of secrets", ["secrets", "--all"]);

        var @event = await EventAsync(cloud, progress, stopping);
        var many = await ManyAsync(settings, binary, progress, stopping);
        return new(
            settings, machine, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), first, second, firstSecrets, secondSecrets, @event, many);

        async Task<CountedRun> RunAsync(string name, string[] arguments)
        {
            var run = await cloud.RunAsync(name, arguments, Unpaced, stopping);
            progress.Say($"{name}: {run.Calls.Count} calls, {run.Writes} of them writes, {Text.Time(run.Wall)}");
            return run;
        }
    }

    /// <summary>One parameter changes, one thing at a time as AWS has a call and an event for each, and its event starts the worker; every call takes a while.</summary>
    private static async Task<IReadOnlyList<CountedRun>> EventAsync(ConfigCloud cloud, Progress progress, CancellationToken stopping)
    {
        var name = Items.Name(Root, 3);
        using var client = cloud.Parameters();
        using var slow = cloud.Cloud.Aws.Faults.Add(new() { Kind = AwsFaultKind.Slow, Delay = Latency, AccessKey = cloud.Cloud.Options.Worker.Id });
        var runs = new List<CountedRun>();

        await client.PutParameterAsync(new() { Name = Root + "/new", Value = "one", Type = "String", Tags = [new() { Key = "Team", Value = "checkout" }] }, stopping);
        await RunAsync("a new parameter", "Create", Root + "/new");
        await client.PutParameterAsync(new() { Name = name, Value = "two", Overwrite = true }, stopping);
        await RunAsync("a changed value", "Update", name);
        await client.AddTagsToResourceAsync(new() { ResourceType = "Parameter", ResourceId = name, Tags = [new() { Key = "Team", Value = "payments" }] }, stopping);
        await RunAsync("a changed tag", "Update", name);
        await client.RemoveTagsFromResourceAsync(new() { ResourceType = "Parameter", ResourceId = name, TagKeys = ["Number"] }, stopping);
        await RunAsync("a removed tag", "Update", name);
        await RunAsync("the same event once more", "Update", name);
        await client.PutParameterAsync(new() { Name = name, Value = "three", Overwrite = true }, stopping);
        await client.AddTagsToResourceAsync(new() { ResourceType = "Parameter", ResourceId = name, Tags = [new() { Key = "Team", Value = "search" }] }, stopping);
        await RunAsync(Several, "Update", name);
        await client.DeleteParameterAsync(new() { Name = name }, stopping);
        await RunAsync("a deleted parameter", "Delete", name);
        return runs;

        async Task RunAsync(string what, string operation, string parameter)
        {
            var run = await cloud.RunAsync(what, [], ParameterEvent(operation, parameter), stopping);
            progress.Say($"{what}: {run.Calls.Count} calls in {run.Steps} steps");
            runs.Add(run);
        }
    }

    private static Dictionary<string, string> ParameterEvent(string operation, string name) => new(StringComparer.Ordinal)
    {
        ["Event__Source"] = "aws.ssm",
        ["Event__DetailType"] = "Parameter Store Change",
        ["Event__Region"] = ConfigCloud.Source,
        ["Event__Detail__operation"] = operation,
        ["Event__Detail__name"] = name,
    };

    /// <summary>Many large parameters: the first sync writes them all, the second compares them all.</summary>
    private static async Task<IReadOnlyList<CountedRun>> ManyAsync(ConfigSettings settings, string binary, Progress progress, CancellationToken stopping)
    {
        await using var cloud = await ConfigCloud.StartAsync(binary, stopping);
        using (var client = cloud.Parameters())
        {
            await Items.PutParametersAsync(client, Root, settings.ManyItems, bytes: 4_096, stopping);
        }

        progress.Say($"{Text.Count(settings.ManyItems)} parameters of 4 KB stand in {ConfigCloud.Source}");
        var runs = new List<CountedRun>();
        foreach (var name in new[] { "first", "second" })
        {
            runs.Add(await cloud.RunAsync($"{name} full sync", ["parameters", "--all"], Unpaced, stopping));
            progress.Say($"{name} full sync: {runs[^1].Calls.Count} calls, {Text.Bytes(runs[^1].PeakMemory)} at most, {Text.Time(runs[^1].Wall)}");
        }

        return runs;
    }
}
