namespace Demo;

/// <summary>One thing that somebody does.</summary>
/// <param name="Title">A sentence.</param>
/// <param name="Why">What there is to see.</param>
/// <param name="Act">Does it, and returns when it is asked; the worker may still be at it.</param>
internal sealed record Step(string Title, string Why, Func<CancellationToken, Task> Act)
{
    /// <summary>Exit codes that runs of the worker may have: another one is a problem.</summary>
    public IReadOnlyList<int> Endings { get; init; } = [0];
}

/// <summary>What came of it.</summary>
/// <param name="Title">The step's.</param>
/// <param name="Asked">The commands that changed something at the source, or at a replica.</param>
/// <param name="Events">Events of the primary region that reached the bus.</param>
/// <param name="Rules">Names of the rules that matched, without the stack's name.</param>
/// <param name="Runs">What the workers said, run by run.</param>
/// <param name="Told">What people have been told through topics.</param>
/// <param name="Elapsed">From the source's last event to the end of the last run that changed something; none when a run left no last line.</param>
/// <param name="Problems">What differs now, and what went wrong.</param>
internal sealed record StepResult(
    string Title,
    IReadOnlyList<string> Asked,
    int Events,
    IReadOnlyList<string> Rules,
    IReadOnlyList<WorkerReport> Runs,
    IReadOnlyList<string> Told,
    TimeSpan? Elapsed,
    IReadOnlyList<string> Problems)
{
    public IEnumerable<PlannedChange> Changes => Runs.SelectMany(run => run.Changes);

    /// <summary>Bytes of pack that arrived at replicas: a pack is read once and sent to each.</summary>
    public long PackBytes => Runs.Sum(run => run.PackBytes);
}
