using System.Collections.Immutable;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Check;
using ReplicaWorker.Tests.Hosting;
using static Microsoft.Extensions.Options.Options;

namespace ReplicaWorker.Tests.Check;

public sealed class CheckRunnerTests
{
    private readonly ManualClock _clock = new();

    [Test]
    public async Task Results_stand_in_the_order_of_the_checks_whoever_is_first()
    {
        var last = new TaskCompletionSource();
        var results = await RunAsync(
            Checking("a", async _ =>
            {
                await last.Task;
                return Observation.Works("slow");
            }),
            Checking("b", _ =>
            {
                last.SetResult();
                return Task.FromResult(Observation.Works("quick"));
            }));

        Assert.That(results.Select(result => result.Note), Is.EqualTo((string[])["slow", "quick"]));
    }

    [Test]
    public async Task A_region_without_answers_does_not_keep_another_from_beginning()
    {
        var other = new TaskCompletionSource();
        var stuck = Enumerable.Range(0, 3).Select(_ => Checking("stuck", async _ =>
        {
            await other.Task;
            return Observation.Works();
        }));

        var results = await RunAsync(
        [
            .. stuck,
            Checking("other", _ =>
            {
                other.SetResult();
                return Task.FromResult(Observation.Works());
            }),
        ]);

        Assert.That(results, Has.All.Property("State").EqualTo(CheckState.Works));
    }

    [Test]
    public async Task A_check_that_heeds_no_token_is_left_behind_when_its_time_is_up()
    {
        var begun = new TaskCompletionSource();
        var running = RunAsync(Checking("a", async _ =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return Observation.Works();
        }));
        await begun.Task;
        _clock.Advance(TimeSpan.FromSeconds(11));

        var result = (await running).Single();

        Assert.That((result.State, result.WhoActs, result.Meaning), Is.EqualTo((CheckState.Fails, Actor.Network, ExitCode.TryLater)));
        Assert.That(result.Note, Is.EqualTo("no answer within 10 seconds"));
    }

    [Test]
    public void A_run_that_is_stopped_has_no_table() =>
        Assert.That(
            () => RunAsync(new CancellationToken(canceled: true), Checking("a", _ => Task.FromResult(Observation.Works()))),
            Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void A_defect_of_ours_is_no_row() =>
        Assert.That(() => RunAsync(Checking("a", _ => throw new InvalidOperationException("oops"))), Throws.InvalidOperationException);

    private static CheckItem Checking(string region, Func<CancellationToken, Task<Observation>> tryAsync) =>
        new(region, "service", "ability", "", "", tryAsync);

    private Task<ImmutableArray<CheckResult>> RunAsync(params ImmutableArray<CheckItem> checks) => RunAsync(CancellationToken.None, checks);

    private Task<ImmutableArray<CheckResult>> RunAsync(CancellationToken stopping, params ImmutableArray<CheckItem> checks) =>
        new CheckRunner(Create(new CheckOptions { Parallelism = 2 }), _clock).RunAsync(checks, stopping);
}
