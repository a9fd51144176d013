using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>What became of the parameters of one region: planned, changed, held and failed, for the log and for the outcome. Thread-safe.</summary>
/// <param name="region">The replica region; the primary for what is said of sources.</param>
/// <param name="isDryRun">Plans are all there will be.</param>
/// <param name="log">Where to.</param>
/// <param name="source">Takes the remarks that are about sources, so that two regions make one line of them.</param>
internal sealed partial class ParameterJournal(string region, bool isDryRun, ILogger log, ParameterJournal? source = null) : IParameterWitness
{
    private const int NamesShown = 20;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unchanged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Failure> _failures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Remark, SortedSet<string>> _remarks = [];
    private bool _isFenced;

    public string Region => region;

    /// <summary>Parameters whose fate is known, for progress.</summary>
    public int Done
    {
        get
        {
            lock (_lock)
            {
                return _changed.Count + _unchanged.Count + _held.Count + _failures.Count;
            }
        }
    }

    /// <summary>The steps of a plan; in a dry run they are all there will be.</summary>
    public void Planned(ParameterPlan plan)
    {
        Remarked(plan.Name, plan.Remarks);
        foreach (var step in plan.Steps)
        {
            PlannedStep(log, isDryRun ? LogLevel.Information : LogLevel.Debug, step.Name, region, step.Action, step.Reason);
        }

        if (isDryRun && plan.Verdict == Verdict.Change)
        {
            Note(_changed, plan.Name);
        }
    }

    private void Remarked(string name, IEnumerable<Remark> remarks)
    {
        foreach (var remark in remarks)
        {
            var journal = remark is Remark.StaysAdvanced or Remark.OldLabelsTaken ? this : source ?? this;
            journal.Note(remark, name);
        }
    }

    /// <summary>Whether anything was done, held or failed for a parameter.</summary>
    public bool Knows(string name)
    {
        lock (_lock)
        {
            return _changed.Contains(name) || _held.Contains(name) || _failures.ContainsKey(name);
        }
    }

    public void Changed(ParameterStep step)
    {
        Note(_changed, step.Name);
        ChangedParameter(step.Name, region, step.Action, step.Reason);
    }

    public void Unchanged(string name) => Note(_unchanged, name);

    void IParameterWitness.Equal(ParameterPlan plan)
    {
        Remarked(plan.Name, plan.Remarks);
        Unchanged(plan.Name);
    }

    void IParameterWitness.LeftAlone(ParameterPlan plan) => Remarked(plan.Name, plan.Remarks);

    void IParameterWitness.Unread(string name, Exception failure) => Fail(name, failure);

    public void Held(IReadOnlyCollection<string> names, string reason)
    {
        foreach (var name in names)
        {
            Note(_held, name);
        }

        HeldDeletions(region, names.Count, reason, Shown([.. names.Order(StringComparer.Ordinal)]));
    }

    /// <summary>The region has been failed over to: nothing of it is written.</summary>
    public void Fenced()
    {
        _isFenced = true;
        FencedRegion(region);
    }

    /// <summary>The copy or the source moved while we looked.</summary>
    public void Moved(string name) => LookingAgain(name, region);

    /// <summary>The name is left alone until the service gives it out again.</summary>
    public void Waiting(string name, TimeSpan wait) => WaitingForName(name, region, wait.TotalSeconds);

    /// <summary>One item that is not in step; the edge of the program logs it.</summary>
    public void Fail(string item, string message, ExitCode meaning)
    {
        lock (_lock)
        {
            _failures[item] = new Failure(region, item, OneLine.Of(message), meaning);
        }
    }

    public void Fail(string item, Exception failure) => Fail(item, failure.Message, ParameterMeaning.Of(failure));

    /// <summary>What is said once a run; call it when the region is done.</summary>
    public Outcome Finish()
    {
        lock (_lock)
        {
            foreach (var (remark, names) in _remarks)
            {
                var (what, shown) = (Words(remark), Shown(names));
                Remarks(log, remark == Remark.OldLabelsTaken ? LogLevel.Warning : LogLevel.Information, region, names.Count, what, shown);
            }

            _unchanged.ExceptWith(_changed);
            _unchanged.ExceptWith(_failures.Keys);
            return Outcome.Of(region, new Counts(_changed.Count, _unchanged.Count, _isFenced ? 1 : _held.Count, 0), [.. _failures.Values.OrderBy(failure => failure.Item, StringComparer.Ordinal)]);
        }
    }

    private void Note(HashSet<string> where, string name)
    {
        lock (_lock)
        {
            where.Add(name);
        }
    }

    private void Note(Remark remark, string name)
    {
        lock (_lock)
        {
            (_remarks.TryGetValue(remark, out var names) ? names : _remarks[remark] = new(StringComparer.Ordinal)).Add(name);
        }
    }

    private static string Shown(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "");

    private static string Words(Remark remark) => remark switch
    {
        Remark.StaysAdvanced => "standard at the source, stay advanced here, where the service has no way back",
        Remark.RegionalValue => "with an ARN of the primary region in the value",
        Remark.RegionalValueSkipped => "left out, with an ARN of the primary region in the value (Parameters__SkipRegionalValues)",
        Remark.ExpiredPolicy => "with an Expiration that has passed, copied without it",
        Remark.Image => "left out, of data type aws:ec2:image: image ids are of one region",
        Remark.IsACopy => "left out, since they bear a replication mark: copies are never sources",
        Remark.OldLabelsTaken => "with labels taken from their oldest version, whose place the next version needs",
        _ => remark.ToString(),
    };

    [LoggerMessage("{Parameter} → {Region}: plan: {Action} ({Reason})")]
    private static partial void PlannedStep(ILogger log, LogLevel level, string parameter, string region, string action, string reason);

    [LoggerMessage("{Region}: {Count} parameters {What}: {Parameters}")]
    private static partial void Remarks(ILogger log, LogLevel level, string region, int count, string what, string parameters);

    [LoggerMessage(LogLevel.Information, "{Parameter} → {Region}: {Action} ({Reason})")]
    private partial void ChangedParameter(string parameter, string region, string action, string reason);

    [LoggerMessage(LogLevel.Warning, "{Region}: held: {Count} deletions: {Reason}: {Parameters}")]
    private partial void HeldDeletions(string region, int count, string reason, string parameters);

    [LoggerMessage(LogLevel.Warning, "{Region}: held: the region is fenced, nothing of it is written")]
    private partial void FencedRegion(string region);

    [LoggerMessage(LogLevel.Information, "{Parameter} → {Region}: moved while we looked; looking again")]
    private partial void LookingAgain(string parameter, string region);

    [LoggerMessage(LogLevel.Information, "{Parameter} → {Region}: its name is free again in {Seconds} s")]
    private partial void WaitingForName(string parameter, string region, double seconds);
}
