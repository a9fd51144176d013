using NUnit.Framework;
using ReplicaWorker.Modules.GitMirror;

namespace ReplicaWorker.Tests.GitMirror;

public sealed class GatheringTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Test]
    public async Task The_work_is_done_once_when_all_are_there()
    {
        var calls = 0;
        var gathering = new Gathering<int, int>(2, Long, TimeProvider.System, offers =>
        {
            calls++;
            return [.. offers.Select(offer => Task.FromResult(offer * 10))];
        });

        var first = gathering.JoinAsync(1, default);
        Assert.That(first.IsCompleted, Is.False);
        var second = gathering.JoinAsync(2, default);

        Assert.That((await (await first)!, await (await second)!), Is.EqualTo((10, 20)));
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_leaves_is_not_waited_for()
    {
        var gathering = new Gathering<int, int>(2, Long, TimeProvider.System, offers => [.. offers.Select(Task.FromResult)]);

        var first = gathering.JoinAsync(1, default);
        gathering.Leave();

        Assert.That(await (await first)!, Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_is_late_goes_alone()
    {
        var gathering = new Gathering<int, int>(2, TimeSpan.FromMilliseconds(1), TimeProvider.System, offers => [.. offers.Select(Task.FromResult)]);

        Assert.That(await (await gathering.JoinAsync(1, default))!, Is.EqualTo(1));
        Assert.That(await gathering.JoinAsync(2, default), Is.Null);
    }

    [Test]
    public void A_run_that_ends_ends_the_waiting()
    {
        using var stopping = new CancellationTokenSource();
        var gathering = new Gathering<int, int>(2, Long, TimeProvider.System, offers => [.. offers.Select(Task.FromResult)]);

        var first = gathering.JoinAsync(1, stopping.Token);
        stopping.Cancel();

        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
    }
}
