using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Carries a plan out, and decides nothing.</summary>
internal sealed class SecretReplication(
    SecretStore store, IOptions<ReplicaOptions> replica, IOptions<SecretsOptions> options, TimeProvider time)
{
    private readonly string _primaryRegion = replica.Value.PrimaryRegion;
    private readonly ReplicaWait _wait = new(store, time, replica.Value.PrimaryRegion, options.Value.ReplicaTimeout);

    /// <remarks>A call a region: AWS refuses a call whole when one of its regions is wrong, and the others shall not suffer for it.</remarks>
    public async Task ApplyAsync(SecretPlan plan, SecretsJournal journal, CancellationToken stopping)
    {
        var accepted = new List<SecretStep>();
        foreach (var step in plan.Steps)
        {
            try
            {
                await TakeAsync(plan.Arn, step, stopping);
                accepted.Add(step);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && Meaning.Of(failure) != ExitCode.Bug)
            {
                if (Meaning.Of(failure) == ExitCode.SomeFailed && await IsUnderWayAsync(plan.Arn, step, stopping))
                {
                    accepted.Add(step);
                }
                else
                {
                    journal.Fail(step.Region, plan.Name, failure);
                }
            }
        }

        await _wait.UntilSettledAsync(plan, accepted, journal, stopping);
    }

    /// <summary>
    /// The service has refused, and the primary shows the step taken: another run was faster, or a call whose answer was lost.
    /// Then it is waited for like any other.
    /// </summary>
    private async Task<bool> IsUnderWayAsync(string arn, SecretStep step, CancellationToken stopping)
    {
        try
        {
            var entry = (await store.FindAsync(_primaryRegion, arn, stopping))?.ReplicaIn(step.Region);
            return step is SecretStep.Remove ? entry is null : entry is { Status: not ReplicaStatus.Failed };
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            return false;    // the refusal is what is reported
        }
    }

    private Task TakeAsync(string arn, SecretStep step, CancellationToken stopping) => step switch
    {
        SecretStep.Replicate replicate => store.ReplicateAsync(_primaryRegion, arn, replicate, stopping),
        SecretStep.Remove => store.RemoveAsync(_primaryRegion, arn, step.Region, stopping),
        _ => Task.CompletedTask,
    };
}
