using Microsoft.Extensions.Logging;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What became of one replica: every step that was planned, proven, refused or held, for the log and for the outcome.</summary>
internal sealed partial class MirrorJournal(string repository, string region, bool isDryRun, ILogger log)
{
    private readonly Dictionary<string, RefChange> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<RefChange> _logged = [];
    private readonly HashSet<HeldChange> _held = [];
    private readonly List<Failure> _failures = [];
    private PushReport? _report;
    private int _other;
    private int _heldWhole;
    private int _unchanged;

    public string Region => region;

    /// <summary>Whether anything was changed, so that what the API said before is stale.</summary>
    public bool HasChanges => _changed.Count > 0;

    /// <summary>Logs each step once, however often it is planned again.</summary>
    public void Planned(RefPlan plan)
    {
        foreach (var change in plan.Steps.Where(_logged.Add))
        {
            Step(log, isDryRun ? LogLevel.Information : LogLevel.Debug, change);
        }

        foreach (var (change, reason) in plan.Held.Where(_held.Add))
        {
            HeldStep(repository, region, change.Action, change.Ref, change.Old?.Abbreviated, change.New?.Abbreviated, reason);
        }
    }

    /// <summary>What the replica said of the last push: a hint until the next listing.</summary>
    public void Said(PushReport report)
    {
        _report = report;
        if (!report.Progress.IsEmpty)
        {
            ReplicaSaid(repository, region, string.Join(" | ", report.Progress));
        }
    }

    /// <summary>The next listing shows the ref where the step wanted it.</summary>
    public void Changed(RefChange change)
    {
        if (_changed.TryAdd(change.Ref, change))
        {
            ChangedRef(repository, region, change.Action, change.Ref, change.Old?.Abbreviated, change.New?.Abbreviated, change.Reason);
        }
    }

    /// <summary>The ref is where it was. When the replica gave a reason, it is not asked again.</summary>
    public void Unmoved(RefChange change)
    {
        if (_report is { UnpackError: null } report && report.Refused.TryGetValue(change.Ref, out var reason))
        {
            Refuse(change.Ref, reason);
        }
    }

    /// <summary>Somebody else moved the ref in the meantime.</summary>
    public void LostRace(RefChange change) => Lost(repository, region, change.Ref);

    /// <summary>
    /// Leaves out what the replica has refused, and what would overwrite a commit that it refused to keep: those wait for a human.
    /// </summary>
    public RefComparison WithoutRefused(RefComparison comparison)
    {
        if (_refused.Count == 0)
        {
            return comparison;
        }

        foreach (var change in comparison.Differences)
        {
            if (change.Old is { } tip && _refused.TryGetValue(KeptRef.For(change.Ref, tip), out var reason) && !_refused.ContainsKey(change.Ref))
            {
                Refuse(change.Ref, "not overwritten, because its commit could not be kept: " + reason);
            }
        }

        return comparison with { Differences = [.. comparison.Differences.Where(change => !_refused.ContainsKey(change.Ref))] };
    }

    /// <summary>The replica is not ours: nothing is written.</summary>
    public void HoldAll(string reason)
    {
        _heldWhole++;
        HeldWhole(repository, region, reason);
    }

    /// <summary>Something that is not a ref was changed: the repository itself, its default branch, its description.</summary>
    public void ChangedOther(string what)
    {
        _other++;
        Other(repository, region, isDryRun ? "would be " : "", what);
    }

    /// <summary>An item that is not in step; the edge of the program logs it.</summary>
    public void Fail(string item, Exception failure) =>
        Fail(item, OneLine.Of(failure.Message), Meaning.Of(failure));

    /// <summary>Nobody could say whether the region is fenced: what that forbids is held, and counted there.</summary>
    public void FenceUnknown(string item, Exception failure)
    {
        if (Meaning.Of(failure) == ExitCode.Denied)
        {
            Fail(item, failure);    // and will be tomorrow, unless somebody acts
        }
        else
        {
            FenceUnread(repository, region, OneLine.Of(failure.Message));
        }
    }

    /// <summary>The last plan of the run: empty but for what is held, or all that a dry run would do.</summary>
    public void Finish(RefPlan plan)
    {
        if (isDryRun)
        {
            foreach (var step in plan.Steps)
            {
                _changed.TryAdd(step.Ref, step);
            }
        }

        var madeEqual = isDryRun ? 0 : _changed.Values.Count(c => c.New is not null && !KeptRef.IsKept(c.Ref));
        _unchanged = Math.Max(0, plan.Unchanged - madeEqual);
        _heldWhole += plan.Held.Length;
    }

    public Outcome ToOutcome() =>
        Outcome.Of(region, new Counts(_changed.Count + _other, _unchanged, _heldWhole, 0), [.. _failures]);

    private void Fail(string item, string message, ExitCode meaning) => _failures.Add(new Failure(region, item, message, meaning));

    private void Refuse(string name, string reason)
    {
        _refused[name] = reason;
        Fail($"{repository} {name}", "the replica refused: " + reason, ExitCode.SomeFailed);
    }

    private void Step(ILogger to, LogLevel level, RefChange change) =>
        PlannedStep(to, level, repository, region, change.Action, change.Ref, change.Old?.Abbreviated, change.New?.Abbreviated, change.Reason);

    [LoggerMessage("{Repository} → {Region}: plan: {Action} {RefName} {OldId} → {NewId} ({Reason})")]
    private static partial void PlannedStep(
        ILogger log, LogLevel level, string repository, string region, string action, string refName, string? oldId, string? newId, string reason);

    [LoggerMessage(LogLevel.Information, "{Repository} → {Region}: {Action} {RefName} {OldId} → {NewId} ({Reason})")]
    private partial void ChangedRef(string repository, string region, string action, string refName, string? oldId, string? newId, string reason);

    [LoggerMessage(LogLevel.Warning, "{Repository} → {Region}: held: {Action} {RefName} {OldId} → {NewId}: {Reason}")]
    private partial void HeldStep(string repository, string region, string action, string refName, string? oldId, string? newId, string reason);

    [LoggerMessage(LogLevel.Warning, "{Repository} → {Region}: held: {Reason}")]
    private partial void HeldWhole(string repository, string region, string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "{Repository} → {Region}: whether the region is fenced could not be read, so nothing is overwritten or deleted there: {Failure}")]
    private partial void FenceUnread(string repository, string region, string failure);

    [LoggerMessage(LogLevel.Information, "{Repository} → {Region}: {Would}{What}")]
    private partial void Other(string repository, string region, string would, string what);

    [LoggerMessage(LogLevel.Information, "{Repository} → {Region}: {RefName} moved while we looked; looking again")]
    private partial void Lost(string repository, string region, string refName);

    [LoggerMessage(LogLevel.Debug, "{Repository} → {Region}: the replica said: {Progress}")]
    private partial void ReplicaSaid(string repository, string region, string progress);
}
