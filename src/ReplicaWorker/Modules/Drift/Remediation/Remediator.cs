using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Remediation;

/// <summary>Takes the steps of a plan. Each module reads both sides afresh and plans anew: a stale finding repairs nothing.</summary>
internal sealed class Remediator(IReadOnlyDictionary<ItemKind, IComparer> comparers)
{
    /// <summary>One step's failure does not stop the others; a defect of ours, and the end of the run, do.</summary>
    public async Task<IReadOnlyDictionary<RemediationStep, Outcome>> RunAsync(RemediationPlan plan, CancellationToken stopping)
    {
        var done = new Dictionary<RemediationStep, Outcome>();
        foreach (var step in plan.Steps)
        {
            done[step] = await TryAsync(step, stopping);
        }

        return done;
    }

    /// <summary>Why an item is not in step afterwards, as far as its module has said.</summary>
    public static string? Why(Outcome outcome, string item) =>
        (outcome.Failures.FirstOrDefault(failure => failure.Item == item || failure.Item.StartsWith(item + " ", StringComparison.Ordinal))
            ?? outcome.Failures.FirstOrDefault()) is { } failure ? failure.Message
        : outcome.Total.Held > 0 ? "its module has held the change; the log says why"
        : null;

    private async Task<Outcome> TryAsync(RemediationStep step, CancellationToken stopping)
    {
        try
        {
            return await comparers[step.Kind].RepairAsync(step.Names, step.Region, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested && Meaning.Of(failure) != ExitCode.Bug)
        {
            return Outcome.Of(step.Region, default, new Failure(step.Region, KindNames.Plural(step.Kind), OneLine.Of(failure.Message), Meaning.Of(failure)));
        }
    }
}
