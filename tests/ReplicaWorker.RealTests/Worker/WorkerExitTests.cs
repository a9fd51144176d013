using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Worker;

/// <summary>The published worker as the platform sees it: arguments and environment in, lines and an exit code out.</summary>
[CancelAfter(300_000)]   // the first of these tests may have to publish
internal sealed class WorkerExitTests
{
    private static readonly (string, string)[] Configured =
        [("Replica__PrimaryRegion", "us-east-1"), ("Replica__ReplicationRegions", "us-west-2"), ("Replica__EventBusName", "")];   // nobody is to be told

    private static readonly TestCaseData<string, (string, string)[], int>[] Endings =
    [
        new("", Configured, 65) { TestName = "No event ends with 65" },
        new("", [.. Configured, ("Event__Json", "{\"source\":")], 65) { TestName = "A torn event ends with 65" },
        new("", [.. Configured, ("Event__Json", "{\"action\":\"deploy\"}")], 65) { TestName = "An event for a module of a later version ends with 65" },
        new("handle --event /does/not/exist", Configured, 65) { TestName = "A missing file ends with 65" },
        new("handle --event /", Configured, 65) { TestName = "A directory for an event ends with 65" },
        new("", [.. Configured, ("Event__Json", "{\"region\":\"eu-west-1\"}")], 0) { TestName = "An event from elsewhere ends with 0" },
        new("mirror", Configured, 64) { TestName = "Neither names nor all ends with 64" },
        new("mirror shop --dryrun", Configured, 64) { TestName = "A misspelt option ends with 64" },
        new("mirror shop --region-only us-east-1", Configured, 64) { TestName = "A region that is not replicated to ends with 64" },
        new("", [("Replica__PrimaryRegion", "us-east-1")], 78) { TestName = "Missing configuration ends with 78" },
        new("", [.. Configured, ("GitMirror__MaxDelets", "1")], 78) { TestName = "Misspelt configuration ends with 78" },
    ];

    [TestCaseSource(nameof(Endings))]
    public async Task The_exit_code_and_the_last_line_agree(string arguments, (string, string)[] environment, int code, CancellationToken stopping)
    {
        await using var worker = await StartAsync(arguments, environment, stopping);
        var exit = await worker.Completion.WaitAsync(stopping);

        Assert.That(exit, Is.EqualTo(code), string.Join('\n', worker.StandardOutput));
        Assert.That(worker.StandardError, Is.Empty);
        var lines = worker.StandardOutput.Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();
        Assert.That((string?)lines[^1]["event"], Is.EqualTo("run-finished"));
        Assert.That((int?)lines[^1]["exitCode"], Is.EqualTo(code));
        Assert.That(lines.Count(line => (string?)line["level"] == "error" && !line.ContainsKey("event")), Is.EqualTo(code == 0 ? 0 : 1), "one line says why");
    }

    [Test]
    public async Task An_event_comes_by_standard_input_too(CancellationToken stopping)
    {
        await using var worker = await StartAsync("handle --event -", Configured, stopping, input: """{"region":"eu-west-1"}""");

        Assert.That(await worker.Completion.WaitAsync(stopping), Is.Zero);
    }

    [TestCase("--help")]
    [TestCase("mirror --help")]
    [TestCase("--version")]
    public async Task Help_and_version_are_for_people(string arguments, CancellationToken stopping)
    {
        await using var worker = await StartAsync(arguments, [], stopping);

        Assert.That(await worker.Completion.WaitAsync(stopping), Is.Zero);
        Assert.That(worker.StandardOutput, Is.Not.Empty.And.None.Contains("run-finished"));
    }

    [Test]
    public async Task A_signal_while_it_waits_for_an_event_ends_it_with_143_within_ten_seconds(CancellationToken stopping)
    {
        await using var worker = await StartAsync("handle --event - --verbose", Configured, stopping, keepInputOpen: true);
        await Task.Delay(TimeSpan.FromSeconds(1), stopping);   // there is no line to wait for: it reads

        var started = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", worker.Id.ToString()]);
        Assert.That(await worker.Completion.WaitAsync(stopping), Is.EqualTo(143));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That((int?)JsonNode.Parse(worker.StandardOutput[^1])!["exitCode"], Is.EqualTo(143));
    }

    [TestCase("/dev/full")]
    [TestCase("&-")]
    public async Task An_output_that_cannot_be_written_does_not_change_the_exit_code(string target, CancellationToken stopping)
    {
        var path = await PublishedWorker.LocateAsync(stopping);
        var shell = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"exec '{path}' mirror >{target}" } };
        await using var worker = ChildProcess.Start(shell);

        Assert.That(await worker.Completion.WaitAsync(stopping), Is.EqualTo(64));
    }

    [Test]
    public async Task A_reader_that_has_left_does_not_change_the_exit_code(CancellationToken stopping)
    {
        var path = await PublishedWorker.LocateAsync(stopping);
        var shell = new ProcessStartInfo("/bin/bash") { ArgumentList = { "-c", $"'{path}' mirror | true; echo ${{PIPESTATUS[0]}}" } };
        await using var worker = ChildProcess.Start(shell);
        await worker.Completion.WaitAsync(stopping);

        Assert.That(worker.StandardOutput, Is.EqualTo(["64"]));
    }

    private static async Task<ChildProcess> StartAsync(
        string arguments, (string Key, string Value)[] environment, CancellationToken stopping, string? input = null, bool keepInputOpen = false)
    {
        var start = new ProcessStartInfo(await PublishedWorker.LocateAsync(stopping));
        foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var inherited in start.Environment.Keys.Where(key => key.Contains("__", StringComparison.Ordinal) || key == "AWS_REGION").ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return ChildProcess.Start(start, input, keepInputOpen);
    }
}
