using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What became of the ConfigMaps of one region's cluster, for the log and for the outcome. Thread-safe.</summary>
/// <param name="region">The cluster's; the primary for what is said of sources.</param>
/// <param name="isDryRun">Steps are rehearsed by the server.</param>
/// <param name="log">Where to.</param>
internal sealed partial class ConfigMapsJournal(string region, bool isDryRun, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unchanged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Failure> _failures = new(StringComparer.Ordinal);
    private bool _isFenced;

    public string Region => region;

    public void Unchanged(ConfigMapName target) => Note(_unchanged, target);

    public void Changed(ConfigMapStep step)
    {
        Note(_changed, step.Target);
        ChangedConfigMap(log, step.Target.ToString(), region, isDryRun ? $"plan: {step.Action}" : step.Action, step.Reason);
    }

    public void Held(ConfigMapPlan plan)
    {
        Note(_held, plan.Target);
        HeldConfigMap(log, plan.Target.ToString(), region, plan.Step?.Action ?? "change", plan.Reason);
    }

    public void LeftAlone(ConfigMapPlan plan) => LeftAlone(log, plan.Target.ToString(), region, plan.Reason);

    public void Moved(ConfigMapName target) => LookingAgain(log, target.ToString(), region);

    /// <summary>Names of keys, never a value.</summary>
    public void Withheld(SourceReading source)
    {
        if (!source.Withheld.IsEmpty)
        {
            WithheldKeys(log, source.Entry.Target.ToString(), source.Withheld.Length, string.Join(", ", source.Withheld.Select(key => $"{key.Key} ({key.Reason})")));
        }
    }

    /// <summary>The region has been failed over to: nothing of it is written.</summary>
    public void Fenced()
    {
        lock (_lock)
        {
            _isFenced = true;
        }

        FencedRegion(log, region);
    }

    public void NoCluster() => NoCluster(log, region);

    public void Fail(string item, string message, ExitCode meaning)
    {
        lock (_lock)
        {
            _failures[item] = new Failure(region, item, OneLine.Of(message), meaning);
        }
    }

    public void Fail(string item, Exception failure) => Fail(item, failure.Message, Meaning.Of(failure));

    public Outcome Finish()
    {
        lock (_lock)
        {
            _changed.ExceptWith(_failures.Keys);
            _unchanged.ExceptWith(_changed);
            _unchanged.ExceptWith(_failures.Keys);
            return Outcome.Of(region, new Counts(_changed.Count, _unchanged.Count, _isFenced ? 1 : _held.Count, 0), [.. _failures.Values]);
        }
    }

    private void Note(HashSet<string> where, ConfigMapName target)
    {
        lock (_lock)
        {
            where.Add(target.ToString());
        }
    }

    [LoggerMessage(LogLevel.Information, "{ConfigMap} → {Region}: {Action} ({Reason})")]
    private static partial void ChangedConfigMap(ILogger log, string configMap, string region, string action, string reason);

    [LoggerMessage(LogLevel.Warning, "{ConfigMap} → {Region}: held: {Action}: {Reason}")]
    private static partial void HeldConfigMap(ILogger log, string configMap, string region, string action, string reason);

    [LoggerMessage(LogLevel.Information, "{ConfigMap} → {Region}: left alone: {Reason}")]
    private static partial void LeftAlone(ILogger log, string configMap, string region, string reason);

    [LoggerMessage(LogLevel.Warning, "{ConfigMap}: {Count} keys withheld, since they look like credentials: {Keys}")]
    private static partial void WithheldKeys(ILogger log, string configMap, int count, string keys);

    [LoggerMessage(LogLevel.Information, "{ConfigMap} → {Region}: moved while we looked; looking again")]
    private static partial void LookingAgain(ILogger log, string configMap, string region);

    [LoggerMessage(LogLevel.Warning, "{Region}: held: the region is fenced, nothing of it is written")]
    private static partial void FencedRegion(ILogger log, string region);

    [LoggerMessage(LogLevel.Information, "{Region}: has no cluster, as configured")]
    private static partial void NoCluster(ILogger log, string region);
}
