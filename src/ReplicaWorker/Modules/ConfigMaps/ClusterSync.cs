using System.Collections.Concurrent;
using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Brings the ConfigMaps of one cluster in step: look, plan, write.</summary>
/// <param name="region">The cluster's region.</param>
/// <param name="rules">What the planner goes by.</param>
/// <param name="dryRun">The server rehearses every write.</param>
/// <param name="journal">Takes what becomes of each.</param>
internal sealed class ClusterSync(string region, ConfigMapPlanRules rules, bool dryRun, ConfigMapsJournal journal)
{
    private const int Parallelism = 4;

    public string Region => region;

    public ConfigMapsJournal Journal => journal;

    /// <param name="cluster">The region's.</param>
    /// <param name="work">What to look at.</param>
    /// <param name="isStillGone">Asked before something is deleted because its source has gone.</param>
    /// <param name="stopping">Ends waiting.</param>
    /// <returns>What was written, and what has moved under us.</returns>
    public async Task<ClusterResult> RunAsync(
        ConfigMapClient cluster, ClusterWork work, Func<ConfigMapEntry, Task<bool>> isStillGone, CancellationToken stopping)
    {
        var live = work.IsFull
            ? await ClusterSnapshots.ListAsync(cluster, work.Targets, rules.Mark, stopping)
            : await ClusterSnapshots.FindAsync(cluster, work.Sources.Select(source => source.Entry.Target).Concat(work.Unwanted), stopping);
        var plans = ClusterPlan.Compute(work.Sources, live, work.Known, rules, work.IsFull);

        var (written, moved) = (new ConcurrentBag<ConfigMapName>(), new ConcurrentBag<ConfigMapName>());
        var entries = work.Sources.ToDictionary(source => source.Entry.Target, source => source.Entry);
        await Parallel.ForEachAsync(
            plans,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (plan, token) =>
            {
                if (plan.Verdict != ConfigMapVerdict.Change)
                {
                    Note(plan);
                }
                else if (plan.Step is ConfigMapStep.Delete or ConfigMapStep.Release && entries.TryGetValue(plan.Target, out var entry) && !await isStillGone(entry))
                {
                    moved.Add(plan.Target);
                }
                else
                {
                    await TakeAsync(cluster, plan.Step!, written, moved, token);
                }
            });
        return new([.. written], [.. moved]);
    }

    private void Note(ConfigMapPlan plan)
    {
        switch (plan.Verdict)
        {
            case ConfigMapVerdict.InStep:
                journal.Unchanged(plan.Target);
                break;
            case ConfigMapVerdict.Held:
                journal.Held(plan);
                break;
            case ConfigMapVerdict.LeftAlone:
                journal.LeftAlone(plan);
                break;
            default:
                journal.Fail(plan.Target.ToString(), plan.Reason, ExitCode.SomeFailed);
                break;
        }
    }

    private async Task TakeAsync(
        ConfigMapClient cluster, ConfigMapStep step, ConcurrentBag<ConfigMapName> written, ConcurrentBag<ConfigMapName> moved, CancellationToken stopping)
    {
        try
        {
            await WriteAsync(cluster, step, stopping);
            written.Add(step.Target);
            journal.Changed(step);
        }
        catch (KubernetesException lost) when (lost.Kind == KubernetesFailure.Moved)
        {
            moved.Add(step.Target);
            journal.Moved(step.Target);
        }
        catch (KubernetesException refused)
        {
            journal.Fail(step.Target.ToString(), refused);
        }
    }

    private Task WriteAsync(ConfigMapClient cluster, ConfigMapStep step, CancellationToken stopping) => step switch
    {
        ConfigMapStep.Apply apply => cluster.ApplyAsync(Applied(apply), rules.Force, dryRun, stopping),
        ConfigMapStep.Release release => cluster.ApplyAsync(new(release.Target.Namespace, release.Target.Name), force: false, dryRun, stopping),
        ConfigMapStep.Delete delete => cluster.DeleteAsync(delete.Target.Namespace, delete.Target.Name, delete.Uid, delete.ResourceVersion, dryRun, stopping),
        _ => throw new InvalidOperationException(step.GetType().Name),   // the set is closed
    };

    private AppliedConfigMap Applied(ConfigMapStep.Apply step) => new(step.Target.Namespace, step.Target.Name)
    {
        Labels = rules.Mark.Labels,
        Annotations = rules.Mark.Annotations(step.Source),
        Data = Values(step, isBinary: false),
        BinaryData = Values(step, isBinary: true),
    };

    private static Dictionary<string, string> Values(ConfigMapStep.Apply step, bool isBinary) =>
        step.Content.Where(pair => pair.Value.IsBinary == isBinary).ToDictionary(pair => pair.Key, pair => pair.Value.Reveal(), StringComparer.Ordinal);
}

/// <summary>What is to be looked at in one cluster.</summary>
/// <param name="Sources">What entries want, as far as their sources could be read.</param>
/// <param name="Targets">Of all entries that concern the cluster.</param>
/// <param name="Known">Of all entries: none of these is an orphan, also where two regions share a cluster.</param>
/// <param name="Unwanted">Copies that no entry wants, asked for by name.</param>
/// <param name="IsFull">Orphans are looked for too.</param>
internal sealed record ClusterWork(
    ImmutableArray<SourceReading> Sources, ImmutableHashSet<ConfigMapName> Targets, ImmutableHashSet<ConfigMapName> Known, ImmutableArray<ConfigMapName> Unwanted, bool IsFull);

/// <summary>What came of it.</summary>
internal sealed record ClusterResult(ImmutableArray<ConfigMapName> Written, ImmutableArray<ConfigMapName> Moved)
{
    public static ClusterResult Nothing { get; } = new([], []);
}
