using System.Diagnostics;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Bench;

/// <summary>The measurements run to their end and say everything they promise; what they say at full size is in <c>docs/benchmarks</c>.</summary>
public sealed class BenchTests
{
    private static readonly string[] Arms = ["worker", "git, cold clone", "git, warm mirror"];

    [Test, CancelAfter(300_000)]
    public async Task Every_row_of_the_mirror_is_measured_and_every_exact_target_is_met(CancellationToken cancellation)
    {
        var output = Path.GetTempFileName();
        try
        {
            var code = await BenchAsync(["mirror", "--scale", "0.01", "--repetitions", "1", "--output", output], cancellation);
            var report = await File.ReadAllLinesAsync(output, cancellation);

            Assert.Multiple(() =>
            {
                Assert.That(code, Is.Zero, string.Join('\n', report));
                foreach (var arm in Arms)
                {
                    // Four scenarios on a plain server and two on a strict one, each near and far.
                    Assert.That(report.Count(line => line.Contains($"| {arm} |", StringComparison.Ordinal)), Is.EqualTo(12), arm);
                }

                foreach (var scenario in new[] { "| first replication |", "| one-commit update |", "| 10-ref update |", "| nothing to do, 100 refs |" })
                {
                    Assert.That(report, Has.Some.StartsWith(scenario));
                }

                Assert.That(report, Has.None.Contains("NaN").And.None.Contains("∞"));
                Assert.That(report, Has.None.Contains(SourceTree.Root).And.None.Contains(Environment.MachineName));
            });
        }
        finally
        {
            File.Delete(output);
        }
    }

    [Test, CancelAfter(300_000)]
    public async Task Every_call_for_secrets_and_parameters_is_counted_and_every_exact_target_is_met(CancellationToken cancellation)
    {
        var output = Path.GetTempFileName();
        try
        {
            var code = await BenchAsync(["config", "--scale", "0.05", "--output", output], cancellation);
            var report = await File.ReadAllTextAsync(output, cancellation);

            Assert.Multiple(() =>
            {
                Assert.That(code, Is.Zero, report);
                Assert.That(report, Does.Contain("| second full sync of parameters (").And.Contain("| second full sync of secrets ("));
                Assert.That(report, Does.Contain("| a new parameter |").And.Contain("| a deleted parameter |"));
                Assert.That(report, Does.Contain("writes in a second full sync | 0 |"));
                Assert.That(report, Does.Not.Contain("NaN").And.Not.Contain("∞").And.Not.Contain(SourceTree.Root));
            });
        }
        finally
        {
            File.Delete(output);
        }
    }

    [Test]
    public async Task A_wrong_command_line_is_64_and_leaves_everything_alone(
        [Values("--frobnicate", "mirror --scale 2", "mirror --repetitions 0", "mirror --unknown", "config --repetitions 3", "push")] string line) =>
        Assert.That(await BenchAsync(line.Split(' '), default), Is.EqualTo(64));

    private static async Task<int> BenchAsync(string[] arguments, CancellationToken cancellation)
    {
        // Built beside us: bin/CONFIGURATION/FRAMEWORK is the same.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(SourceTree.Root, "bench", "bin", here.Parent!.Name, here.Name, "bench.dll");

        await using var bench = ChildProcess.Start(
            new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]));
        return await bench.Completion.WaitAsync(cancellation);
    }
}
