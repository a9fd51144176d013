using LocalCloud.Processes;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>A marked value goes every way there is, and comes out nowhere but at the other end.</summary>
public sealed class ParameterSecrecyTests
{
    private const string Marked = LeakWatch.Mark + "7Qx-secret-value";
    private const string Other = LeakWatch.Mark + "7Qx-another-value";

    private ParameterStage _stage = null!;
    private int _runs;

    [OneTimeSetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task A_value_appears_in_no_output_argument_or_environment()
    {
        await SecureAsync("/s/1", Marked);
        await RunAsync(["parameters", "/s/1", "--dry-run"]);
        await RunAsync(["parameters", "/s/1"]);
        await RunAsync(["parameters", "/s/1", "--labels"]);
        await _stage.ChangeAsync("/s/1", Other);
        await RunAsync(["parameters", "--all", "--dry-run"]);
        await RunAsync(["parameters", "--all"]);
        await RunAsync(["sync"]);

        // Every refusal that there is, in the service's words and in words that quote.
        foreach (var code in (string[])["ValidationException", "ParameterPatternMismatchException", "AccessDeniedException", "InternalServerError", "InvalidKeyId"])
        {
            foreach (var operation in (string[])["PutParameter", "GetParameters", "DescribeParameters", "ListTagsForResource", "GetResources"])
            {
                var name = $"/s/{code}-{operation}";
                await SecureAsync(name, Marked);
                using var fault = _stage.Cloud.Aws.Faults.Add(new()
                {
                    Operation = operation, Code = code, Region = operation == "PutParameter" ? West : null, AccessKey = _stage.Cloud.Options.Worker.Id,
                    Message = operation == "PutParameter" ? $"Value '{Marked}' at 'value' failed; '{Marked[..12]}...'" : "no",
                });
                await RunAsync(operation == "GetResources" ? ["parameters", "--all"] : ["parameters", name], fails: true);
            }
        }

        // Conflict, other type, deletion.
        _stage.Cloud.Parameters.RecreateAfter = TimeSpan.Zero;
        await SecureAsync("/s/conflict", Marked);
        await _stage.PutAsync("/s/conflict", Other, region: West);
        await RunAsync(["parameters", "/s/conflict"], fails: true);
        await _stage.DeleteAsync("/s/1");
        await _stage.PutAsync("/s/1", Marked);
        await RunAsync(["parameters", "/s/1"], ("Parameters__RecreateWait", "00:00:00"));
        await _stage.DeleteAsync("/s/1");
        await RunAsync(["parameters", "/s/1"]);
        Assert.That(_runs, Is.GreaterThan(30));
    }

    private Task SecureAsync(string name, string value) => _stage.PutAsync(name, value, put => put.Type = "SecureString");

    private Task RunAsync(string[] arguments, params (string, string)[] environment) => RunAsync(arguments, fails: false, environment);

    private async Task RunAsync(string[] arguments, bool fails, params (string, string)[] environment)
    {
        await using var worker = await _stage.StartAsync([.. arguments, "--verbose"], [("DOTNET_EnableDiagnostics", "0"), .. environment]);
        var seen = Watch(worker);
        var run = await worker.Completion;

        _runs++;
        Assert.That(run.ExitCode != 0, Is.EqualTo(fails), run.Text());
        Assert.That(run.Text(), Does.Not.Contain("7Qx"), string.Join(' ', arguments));
        Assert.That(await seen, Does.Not.Contain("7Qx"));
        Assert.That(_stage.Cloud.Bus.Events.Select(raised => raised.Detail.ToJsonString()), Has.None.Contains("7Qx"));
        Assert.That(run.DiskBytesWritten, Is.Zero, "nor a file");
    }

    /// <summary>Arguments and environment as every process of the machine can see them.</summary>
    private static async Task<string> Watch(WorkerProcess worker)
    {
        var seen = "";
        while (!worker.Completion.IsCompleted)
        {
            try
            {
                seen = await File.ReadAllTextAsync($"/proc/{worker.Id}/cmdline") + await File.ReadAllTextAsync($"/proc/{worker.Id}/environ") is { Length: > 0 } text ? text : seen;
            }
            catch (IOException)
            {
                break;   // it has ended
            }

            await Task.Delay(20);
        }

        return seen;
    }
}
