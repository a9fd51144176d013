using LocalCloud;
using LocalCloud.Bus;

namespace Demo;

/// <summary>Plays one step, waits until nobody works any more, and gathers what was said and done.</summary>
internal sealed class StepRunner(Cloud cloud, Developer developer, Verification verification)
{
    /// <summary>A step takes a second or two; beyond this something hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public async Task<StepResult> RunAsync(Step step, CancellationToken stopping)
    {
        var (events, runs, undelivered) = (cloud.Bus.Events.Count, cloud.Bus.Runs.Count, cloud.Bus.Undelivered.Count);
        var failure = await PlayAsync(step, stopping);

        CloudEvent[] raised = [.. cloud.Bus.Events.Skip(events).Where(raised => raised.Region == cloud.Options.PrimaryRegion)];
        TaskRun[] ended = [.. cloud.Bus.Runs.Skip(runs)];
        WorkerReport[] reports = [.. ended.Select(run => WorkerReport.Read(run.Worker))];

        return new(
            step.Title,
            developer.TakeAsked(),
            raised.Length,
            [.. ended.Select(run => run.Rule[(cloud.Options.Stack.Length + 1)..]).Distinct(StringComparer.Ordinal)],
            reports,
            Elapsed(raised, reports),
            [
                .. failure is null ? Array.Empty<string>() : [failure],
                .. cloud.Bus.Undelivered.Skip(undelivered).Select(lost => $"{lost.Rule} did not start the worker: {lost.Reason}"),
                .. reports.Where(report => report.ExitCode != 0).Select(report => $"a worker ended with {report.ExitCode}: {report.LastWord}"),
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

    // Doubled and late events start runs that find nothing to do; they were not what it took.
    private static TimeSpan? Elapsed(CloudEvent[] raised, WorkerReport[] reports)
    {
        var moving = reports.Where(report => report.Changes.Count > 0).ToArray();
        var finished = (moving.Length > 0 ? moving : reports).Max(report => report.Finished);
        return raised.Length > 0 && finished is { } end ? end - raised.Max(change => change.Time) : null;
    }
}
