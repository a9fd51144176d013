using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>What watches over every other test has to see.</summary>
public sealed class LeakWatchTests
{
    private static readonly Dictionary<string, string> NoEnvironment = new(StringComparer.Ordinal);

    [Test]
    public async Task A_worker_that_shows_a_value_has_no_good_end()
    {
        await using var leak = WorkerProcess.Start("/bin/sh", ["-c", "echo mar''ked-value"], NoEnvironment);

        Assert.That(async () => await leak.Completion, Throws.InvalidOperationException.With.Message.Contains("output"));
    }

    [Test]
    public void A_value_in_an_argument_starts_nothing() => Assert.That(
        () => WorkerProcess.Start("/bin/true", [LeakWatch.Mark + "value"], NoEnvironment),
        Throws.InvalidOperationException.With.Message.Contains("arguments"));

    [Test]
    public async Task Our_mark_on_a_copy_is_no_secret()
    {
        await using var worker = WorkerProcess.Start("/bin/echo", ["monitored-by-replica-worker"], NoEnvironment);

        Assert.That((await worker.Completion).ExitCode, Is.Zero);
    }
}
