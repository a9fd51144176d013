using System.Diagnostics;
using System.Globalization;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

public sealed class ChildProcessTests
{
    [Test, CancelAfter(30_000)]
    public async Task A_child_does_not_survive_kill_9_of_its_parent(CancellationToken cancellation)
    {
        await using var parent = ChildProcess.Start(new ProcessStartInfo("dotnet", [typeof(ChildProcessTests).Assembly.Location]));
        var child = int.Parse(await parent.WaitForLineAsync(_ => true, cancellation), CultureInfo.InvariantCulture);
        Assert.That(IsRunning(child), Is.True);

        await parent.SignalAsync("KILL");

        Assert.That(await parent.Completion.WaitAsync(cancellation), Is.EqualTo(128 + 9));
        while (IsRunning(child))
        {
            await Task.Delay(10, cancellation);
        }
    }

    [Test]
    public async Task Exit_code_and_both_outputs_are_read_whole()
    {
        await using var child = ChildProcess.Start(
            new("/bin/sh", ["-c", "cat; echo wrong >&2; i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done; exit 7"]), "given\n");

        Assert.That(await child.Completion, Is.EqualTo(7));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(child.StandardOutput, Has.Count.EqualTo(1001).And.ItemAt(0).EqualTo("given").And.ItemAt(1000).EqualTo("line 999"));
            Assert.That(child.StandardError, Is.EqualTo(new[] { "wrong" }));
        }
    }

    [Test]
    public async Task A_child_that_ignores_SIGTERM_is_killed_after_the_grace_period()
    {
        await using var child = ChildProcess.Start(new("/bin/sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"]));
        await child.WaitForLineAsync(line => string.Equals(line, "ready", StringComparison.Ordinal), CancellationToken.None);

        Assert.That(await child.StopAsync(TimeSpan.FromMilliseconds(200)), Is.EqualTo(128 + 9));
    }

    [Test]
    public async Task Waiting_for_a_line_of_a_process_that_ends_without_it_tells_what_it_wrote()
    {
        await using var child = ChildProcess.Start(new("/bin/sh", ["-c", "echo no such thing >&2; exit 3"]));

        Assert.That(
            () => child.WaitForLineAsync(_ => false, CancellationToken.None),
            Throws.InvalidOperationException.With.Message.Contains("ended with 3: no such thing"));
    }

    // Somebody has to wait for a killed orphan: where nobody does, it stays as a zombie, which runs no more.
    private static bool IsRunning(int id) =>
        File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] != 'Z';
}
