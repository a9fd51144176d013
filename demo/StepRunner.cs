using Demo.Settings;
using LocalCloud;
using LocalCloud.Bus;

namespace Demo;

/// <summary>Plays one step, waits until nobody works any more, and gathers what was said and done.</summary>
internal sealed class StepRunner(Cloud cloud, Asked asked, Operator @operator, IVerification verification)
{
    /// <summary>A step takes a second or two; beyond this something hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public async Task<StepResult> RunAsync(Step step, CancellationToken stopping)
    {
        var bus = cloud.Bus;
        var (events, runs, undelivered, told) = (bus.Events.Count, bus.Runs.Count, bus.Undelivered.Count, bus.Notifications.Count);
        var failure = await PlayAsync(step, stopping);

        CloudEvent[] raised = [.. bus.Events.Skip(events).Where(raised => raised.Region == cloud.Options.PrimaryRegion && !IsOurOwn(raised))];
        TaskRun[] ended = [.. bus.Runs.Skip(runs)];
        WorkerReport[] reports = [.. ended.Select(run => run.Worker).Concat(@operator.TakeRuns()).Select(WorkerReport.Read)];

        return new(
            step.Title,
            asked.Take(),
            raised.Length,
            [.. ended.Select(run => run.Rule[(cloud.Options.Stack.Length + 1)..]).Distinct(StringComparer.Ordinal)],
            reports,
            [.. bus.Notifications.Skip(told).Select(notification => notification.Message.Replace("\"", "", StringComparison.Ordinal))],
            Elapsed(raised, reports),
            [
                .. failure is null ? Array.Empty<string>() : [failure],
                .. bus.Undelivered.Skip(undelivered).Select(lost => $"{lost.Rule} did not start the worker: {lost.Reason}"),
                .. reports.Where(report => !step.Endings.Contains(report.ExitCode)).Select(report => $"a worker ended with {report.ExitCode}: {report.LastWord}"),
                .. await verification.DifferencesAsync(stopping),
            ]);
    }

    /// <summary>A request that is refused does not end the show: what comes of it is what is looked at.</summary>
    private async Task<string?> PlayAsync(Step step, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Limit);
        try
        {
            var failure = await AskAsync(step, limit.Token);
            await cloud.Bus.IdleAsync(limit.Token);
            return failure;
        }
        catch (OperationCanceledException late) when (!stopping.IsCancellationRequested)
        {
            throw new TimeoutException($"\"{step.Title}\" was not done after {Limit.TotalMinutes:F0} minutes", late);
        }
    }

    private static async Task<string?> AskAsync(Step step, CancellationToken stopping)
    {
        try
        {
            await step.Act(stopping);
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    // What the worker itself calls and reports is an event too.
    private bool IsOurOwn(CloudEvent raised) => raised.Source == "replica-worker"
        || (raised.Detail["userIdentity"]?.ToJsonString().Contains($"role/{cloud.Options.Stack}-task", StringComparison.Ordinal) ?? false);

    // Doubled and late events start runs that find nothing to do; they were not what it took.
    private static TimeSpan? Elapsed(CloudEvent[] raised, WorkerReport[] reports)
    {
        var moving = reports.Where(report => report.Changes.Count > 0).ToArray();
        var finished = (moving.Length > 0 ? moving : reports).Max(report => report.Finished);
        return raised.Length > 0 && finished is { } end ? end - raised.Max(change => change.Time) : null;
    }
}
