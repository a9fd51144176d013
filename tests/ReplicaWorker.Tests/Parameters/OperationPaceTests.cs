using NUnit.Framework;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Tests.Hosting;

namespace ReplicaWorker.Tests.Parameters;

public sealed class OperationPaceTests
{
    private readonly ManualClock _clock = new();

    [Test]
    public void A_few_go_at_once_and_the_rest_wait_their_turn()
    {
        var pace = new OperationPace(3, _clock);
        var waits = Enumerable.Range(0, 6).Select(_ => pace.WaitAsync(CancellationToken.None)).ToArray();

        Assert.That(Done(waits), Is.EqualTo(2));
        _clock.Advance(TimeSpan.FromMilliseconds(340));
        Assert.That(Done(waits), Is.EqualTo(3));
        _clock.Advance(TimeSpan.FromMilliseconds(970));
        Assert.That(Done(waits), Is.EqualTo(6));
    }

    [Test]
    public void In_the_long_run_no_more_calls_go_than_the_rate_allows()
    {
        var pace = new OperationPace(3, _clock);
        var waits = Enumerable.Range(0, 1_000).Select(_ => pace.WaitAsync(CancellationToken.None)).ToArray();

        _clock.Advance(TimeSpan.FromSeconds(100));

        Assert.That(Done(waits), Is.InRange(300, 303));
    }

    [Test]
    public void Throttling_halves_the_pace_and_good_answers_bring_it_back()
    {
        var pace = new OperationPace(40, _clock);
        pace.Throttled();
        Assert.That(pace.Rate, Is.EqualTo(20));
        Assert.That(pace.WaitAsync(CancellationToken.None).IsCompleted, Is.False, "there is no burst after that");

        for (var answer = 0; answer < 26; answer++)
        {
            pace.Answered();
        }

        Assert.That(pace.Rate, Is.EqualTo(40));
    }

    [Test]
    public void However_often_it_is_throttled_it_never_stands_still()
    {
        var pace = new OperationPace(3, _clock);
        for (var n = 0; n < 100; n++)
        {
            pace.Throttled();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(pace.Rate, Is.EqualTo(0.25));
    }

    [Test]
    public void Calls_that_are_refused_together_slow_it_down_once()
    {
        var pace = new OperationPace(40, _clock);
        for (var n = 0; n < 40; n++)
        {
            pace.Throttled();
        }

        Assert.That(pace.Rate, Is.EqualTo(20));
    }

    [Test]
    public async Task Whoever_waits_goes_earlier_when_the_pace_comes_back()
    {
        var pace = new OperationPace(100, _clock);
        for (var n = 0; n < 100; n++)
        {
            pace.Throttled();
            _clock.Advance(TimeSpan.FromMilliseconds(300));
        }

        var waits = Enumerable.Range(0, 50).Select(_ => pace.WaitAsync(CancellationToken.None)).ToArray();
        for (var answer = 0; answer < 50; answer++)
        {
            pace.Answered();
        }

        _clock.Advance(TimeSpan.FromSeconds(1.1));
        await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(20));   // at the slowest pace the last one would have waited 200 seconds
    }

    [Test]
    public void Waiting_ends_with_the_run()
    {
        var pace = new OperationPace(1, _clock);
        using var stopping = new CancellationTokenSource();
        _ = pace.WaitAsync(stopping.Token);
        var waiting = pace.WaitAsync(stopping.Token);
        stopping.Cancel();

        Assert.CatchAsync<OperationCanceledException>(() => waiting);
    }

    private static int Done(Task[] waits) => waits.Count(wait => wait.IsCompleted);
}
