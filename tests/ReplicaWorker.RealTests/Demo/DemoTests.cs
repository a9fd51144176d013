using NUnit.Framework;

namespace ReplicaWorker.RealTests.Demo;

/// <summary>The demo as people start it: a process with arguments in, text and an exit code out.</summary>
public sealed class DemoTests
{
    [Test, CancelAfter(300_000)]
    public async Task It_ends_with_every_replica_in_step(CancellationToken cancellation)
    {
        await using var demo = DemoProcess.Start();
        var code = await demo.Completion.WaitAsync(cancellation);
        var text = string.Join('\n', demo.StandardOutput);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, text + string.Join('\n', demo.StandardError));
            Assert.That(demo.StandardOutput[^1], Is.EqualTo("All replicas are in step: 2 of 2 regions, verified by git ls-remote, git fsck and the AWS APIs."));
            Assert.That(text, Does.Not.Contain("\e["), "no colours in a file");
            Assert.That(demo.StandardOutput, Has.All.Length.LessThanOrEqualTo(110));
            Assert.That(text, Does.Contain("refs/heads/replica-kept/main-"));
            Assert.That(text, Does.Contain("the same 3 parameters, values included").And.Contain("the same 1 secret, values included"));
            Assert.That(text, Does.Contain("us-west-2: /shop/url"), "people are told of the conflict");
            Assert.That(text, Does.Not.Contain("demo-key").And.Not.Contain("password"), "values are not shown");
            Assert.That(text, Does.Not.Contain("problem "));
        }
    }

    [Test, CancelAfter(300_000)]
    public async Task A_worker_that_only_claims_success_is_found_out(CancellationToken cancellation)
    {
        await using var demo = DemoProcess.Start([], ("REPLICA_WORKER", "/bin/true"));
        var code = await demo.Completion.WaitAsync(cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(demo.StandardOutput[^1], Does.StartWith("Not all replicas are in step: "), string.Join('\n', demo.StandardError));
            Assert.That(demo.StandardOutput, Has.Some.Contains("differs").And.Contains("us-west-2"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Unknown_arguments_end_with_64_and_one_line(CancellationToken cancellation)
    {
        await using var demo = DemoProcess.Start(["--server"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await demo.Completion.WaitAsync(cancellation), Is.EqualTo(64));
            Assert.That(demo.StandardError, Has.Count.EqualTo(1).And.Some.Contains("--server"));
            Assert.That(demo.StandardOutput, Is.Empty);
        }
    }
}
