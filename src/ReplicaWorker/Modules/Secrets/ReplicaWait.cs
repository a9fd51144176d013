using System.Collections.Concurrent;
using System.Diagnostics;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Waits until AWS has finished what it accepted: an accepted call is not success.</summary>
internal sealed class ReplicaWait(SecretStore store, TimeProvider time, string primaryRegion, TimeSpan limit)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>After so many secrets that were not in time, a region is in trouble, and a run over thousands does not wait for each.</summary>
    private const int MostLate = 8;

    private readonly ConcurrentDictionary<string, int> _late = new(StringComparer.Ordinal);

    /// <summary>Looks at the primary, one call for all regions, and at each region that the primary calls in sync, until every step is settled or the time is up.</summary>
    /// <param name="plan">Whose.</param>
    /// <param name="steps">Accepted, one a region.</param>
    /// <param name="journal">Is told of each step as it is settled.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task UntilSettledAsync(SecretPlan plan, IEnumerable<SecretStep> steps, SecretsJournal journal, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        var open = steps.ToList();
        var delay = First;
        for (var look = 1; open.Count > 0; look++)
        {
            var pending = await LookAsync(plan, open, look == 1, started, journal, stopping);
            var left = limit - time.GetElapsedTime(started);
            foreach (var (step, state) in pending.Where(pair => left <= TimeSpan.Zero || IsInTrouble(pair.Key.Region)).ToList())
            {
                GiveUp(plan, step, state, isLate: left <= TimeSpan.Zero, journal);
                pending.Remove(step);
            }

            open = [.. pending.Keys];
            if (open.Count > 0)
            {
                await Task.Delay(delay < left ? delay : left, time, stopping);
                delay = delay * 2 < Longest ? delay * 2 : Longest;
            }
        }
    }

    private bool IsInTrouble(string region) => _late.GetValueOrDefault(region) >= MostLate;

    private void GiveUp(SecretPlan plan, SecretStep step, string state, bool isLate, SecretsJournal journal)
    {
        if (isLate)
        {
            _late.AddOrUpdate(step.Region, 1, (_, count) => count + 1);
        }

        journal.Fail(
            step.Region,
            plan.Name,
            isLate
                ? $"not in step after {limit:c} (Secrets__ReplicaTimeout): {state}"
                : $"not waited for, since {MostLate} other secrets were not in step there after {limit:c}: {state}",
            ExitCode.TryLater);
    }

    /// <summary>One look at every open step.</summary>
    /// <returns>Those still open, with what they wait for.</returns>
    private async Task<Dictionary<SecretStep, string>> LookAsync(
        SecretPlan plan, IReadOnlyList<SecretStep> open, bool isFirst, long started, SecretsJournal journal, CancellationToken stopping)
    {
        SecretState? source;
        try
        {
            source = await store.FindAsync(primaryRegion, plan.Arn, stopping);
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) == ExitCode.TryLater)
        {
            return open.ToDictionary(step => step, _ => "the primary cannot be read: " + OneLine.Of(unable.Message));
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            foreach (var step in open)
            {
                journal.Fail(step.Region, plan.Name, unable);
            }

            return [];
        }

        if (source is null)
        {
            foreach (var step in open)
            {
                journal.Fail(step.Region, plan.Name, "the primary secret is gone", ExitCode.SomeFailed);
            }

            return [];
        }

        var pending = new Dictionary<SecretStep, string>();
        foreach (var step in open)
        {
            switch (await JudgeAsync(plan, step, source, isFirst, stopping))
            {
                case { IsDone: true }:
                    journal.Done(plan.Name, step, time.GetElapsedTime(started));
                    break;
                case { Failure: { } failure }:
                    journal.Fail(step.Region, plan.Name, "the replication failed. AWS: " + OneLine.Of(failure), ReplicaFailure.Meaning(failure));
                    break;
                case { Pending: { } state }:
                    pending[step] = state;
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return pending;
    }

    private async Task<ReplicaVerdict> JudgeAsync(SecretPlan plan, SecretStep step, SecretState source, bool isFirst, CancellationToken stopping)
    {
        SecretState? there = null;
        if (step is not SecretStep.Remove && source.ReplicaIn(step.Region)?.Status == ReplicaStatus.InSync)
        {
            try
            {
                there = await store.FindAsync(step.Region, plan.Name, stopping);
            }
            catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
            {
                return new(Pending: "InSync by AWS's word, but the replica cannot be read: " + OneLine.Of(unable.Message));
            }
        }

        return ReplicaVerdict.Of(step, source, there, primaryRegion, isFirst && step is SecretStep.Replicate);
    }
}
