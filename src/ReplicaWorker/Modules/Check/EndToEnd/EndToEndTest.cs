using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Fence;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>Writes items in the primary region, watches them arrive in every replica region by what is deployed, takes them away, and watches that too.</summary>
internal sealed partial class EndToEndTest(
    Travellers travellers, CheckRunner runner, Fences fences, RunOutput output, RunSwitches switches, TimeProvider time, ILogger<EndToEndTest> log)
{
    private const string Policy = "iam/task-role-check-end-to-end.json";

    /// <summary>How long taking an item away may take once the run is stopped: the host waits 8 seconds.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan FirstGlance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestGlance = TimeSpan.FromSeconds(3);

    /// <summary>The rows, by item; of one item in the order of its way.</summary>
    public async Task<ImmutableArray<CheckResult>> RunAsync(CheckScope scope, EndToEndRequest request, string id, CancellationToken stopping)
    {
        var items = await travellers.MakeAsync(scope, request, id, stopping);
        var gates = await Task.WhenAll(scope.Replicas.Select(async region => (Region: region, Gate: await GateAsync(scope, region, stopping))));
        var open = gates.Where(gate => gate.Gate.State == CheckState.Works).Select(gate => gate.Region).ToImmutableArray();
        var closed = gates.Where(gate => gate.Gate.State != CheckState.Works).Select(gate => gate.Gate);
        var travels = await Task.WhenAll(items.Select(item => TravelAsync(item, scope.Primary, open, request.Deadline, stopping)));
        output.ShowStatus("");
        return [.. closed, .. travels.SelectMany(rows => rows)];
    }

    /// <summary>Whether anything can arrive in a region: nothing does behind a fence, or while replication is switched off.</summary>
    private Task<CheckResult> GateAsync(CheckScope scope, string region, CancellationToken stopping) => runner.TryAsync(
        new(region, "replication", "be written to", "ssm:GetParameter", "iam/task-role.json", async token =>
            !scope.Replica.SyncEnabled ? Held("paused: Replica__SyncEnabled, or syncEnabled in cross-region-config, is false; nothing would arrive")
            : await fences.IsFencedAsync(region, token) ? Held($"fenced: nothing would arrive until \"fence clear --region {region}\"")
            : Works()),
        stopping);

    private async Task<List<CheckResult>> TravelAsync(
        ITraveller item, string primary, ImmutableArray<string> regions, TimeSpan deadline, CancellationToken stopping)
    {
        var rows = new List<CheckResult>();
        var write = Row(primary, item, $"write a {item.Kind}", item.WriteNeeds, async token =>
        {
            await item.WriteAsync(token);
            return Works(item.Name);
        });
        if (regions.IsEmpty || item.WhyNot is not null || switches.DryRun)
        {
            var why = item.WhyNot ?? (regions.IsEmpty ? "no region can be written to" : $"a dry run: it would write {item.Name}");
            rows.Add(CheckResult.Of(write, Untried(why), TimeSpan.Zero));
            return rows;
        }

        await runner.TryAsync(Row(primary, item, "sweep", item.RemoveNeeds, async token =>
        {
            await item.SweepAsync(token);
            return Works();
        }), stopping);

        var written = await runner.TryAsync(write, stopping);
        rows.Add(written);
        if (written.Meaning == ExitCode.Denied)
        {
            return rows;    // nothing was written, and nothing is to be taken away
        }

        ImmutableArray<string> arrived = [];
        try
        {
            if (written.State == CheckState.Works)
            {
                Watched(item.Kind, item.Name, deadline.TotalSeconds);
                var arrivals = await WatchAsync(item, regions, $"receive the {item.Kind}", Presence.There, deadline, stopping);
                rows.AddRange(arrivals);
                arrived = [.. arrivals.Where(row => row.State == CheckState.Works).Select(row => row.Check.Region)];
            }
        }
        finally
        {
            using var last = new CancellationTokenSource();
            await using var onStop = stopping.Register(() => last.CancelAfter(LastMoment));
            rows.Add(await runner.TryAsync(Row(primary, item, $"take the {item.Kind} away", item.RemoveNeeds, async token =>
            {
                await item.RemoveAsync(token);
                return Works();
            }), last.Token));
        }

        rows.AddRange(await WatchAsync(item, arrived, $"lose the {item.Kind}", Presence.Absent, deadline, stopping));
        return rows;
    }

    private async Task<CheckResult[]> WatchAsync(
        ITraveller item, ImmutableArray<string> regions, string ability, Presence wanted, TimeSpan deadline, CancellationToken stopping)
    {
        var (began, left) = (time.GetTimestamp(), regions.Length);
        return await Task.WhenAll(regions.Select(region => runner.TryAsync(
            new(region, item.Service, ability, "", "", async token =>
            {
                var took = await UntilAsync(item, region, wanted, began, deadline, token);
                output.ShowStatus($"{item.Kind}: {Interlocked.Decrement(ref left)} regions to go");
                return Works(string.Create(CultureInfo.InvariantCulture, $"after {took.TotalSeconds:0.0} s"));
            }),
            Timeout.InfiniteTimeSpan,
            stopping)));
    }

    private async Task<TimeSpan> UntilAsync(ITraveller item, string region, Presence wanted, long began, TimeSpan deadline, CancellationToken stopping)
    {
        var glance = FirstGlance;
        Exception? unseen = null;
        while (true)
        {
            try
            {
                if (await item.LookAsync(region, stopping) == wanted)
                {
                    return time.GetElapsedTime(began);
                }

                unseen = null;
            }
            catch (Exception unable) when (!stopping.IsCancellationRequested && Meaning.Of(unable) == ExitCode.TryLater)
            {
                unseen = unable;    // not seen is not absent: it is looked for again
            }

            if (time.GetElapsedTime(began) > deadline)
            {
                throw unseen is null ? new ItemFailedException(Missing(item, region, wanted, deadline)) : new TryLaterException($"{region} does not let itself be looked at: {unseen.Message}", unseen);
            }

            await Task.Delay(glance, time, stopping);
            glance = glance * 1.5 < LongestGlance ? glance * 1.5 : LongestGlance;
        }
    }

    private static string Missing(ITraveller item, string region, Presence wanted, TimeSpan deadline) => wanted == Presence.There
        ? $"{item.Name} has not arrived after {deadline:c}: look at the rule {item.Rule} (its FailedInvocations), its dead letters, and the log of the task that it starts"
        : $"{item.Name} is still there {deadline:c} after it was removed: the daily sync takes it away from {region}; look at the rule {item.Rule} and its task's log";

    private static CheckItem Row(string region, ITraveller item, string ability, string needs, Func<CancellationToken, Task<Observation>> tryAsync) =>
        new(region, item.Service, ability, needs, Policy, tryAsync);

    [LoggerMessage(LogLevel.Information, "the {Kind} {Item} is written, and watched for {Seconds:0} seconds at most")]
    private partial void Watched(string kind, string item, double seconds);
}
