using ReplicaWorker.Modules;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Output;

/// <summary>How one run went.</summary>
/// <param name="RunId">What every line of this run carries.</param>
/// <param name="Module">The module's name.</param>
/// <param name="ExitCode">How the process ends.</param>
/// <param name="Outcome">The counts.</param>
/// <param name="Finished">When.</param>
/// <param name="Duration">Since the process's first line of code.</param>
/// <param name="Lag">Since the event's own time; none when nobody told.</param>
/// <param name="IsChange">The event was a change at the source, so that the lag is replication lag.</param>
/// <param name="Options">None when the run ended before they were read.</param>
internal sealed record RunReport(
    string RunId,
    string Module,
    ExitCode ExitCode,
    Outcome Outcome,
    DateTimeOffset Finished,
    TimeSpan Duration,
    TimeSpan? Lag,
    bool IsChange,
    ReplicaOptions? Options)
{
    /// <summary>Counts per region. A run that failed as a whole is one failure, of the region it reads from.</summary>
    public IEnumerable<KeyValuePair<string, Counts>> Regions =>
        Outcome.Regions.IsEmpty ? [new(SourceRegion, new Counts(0, 0, 0, FailedAsAWhole ? 1 : 0))] : Outcome.Regions;

    public Counts Total => Regions.Aggregate(new Counts(), (sum, region) => sum + region.Value);

    public string Message => ExitCode switch
    {
        ExitCode.InStep when Module == ModuleNames.Check => "all that was tried works",
        ExitCode.Held when Module == ModuleNames.Check => "a fence or a pause keeps some of it from being tried",
        ExitCode.InStep => "in step",
        ExitCode.SomeFailed => "some items failed, the others are done",
        ExitCode.Held => "in step but for changes that were held",
        ExitCode.Usage => "the command line is wrong",
        ExitCode.BadEvent => "the event cannot be handled",
        ExitCode.Bug => "a defect of this program",
        ExitCode.TryLater => "may succeed later",
        ExitCode.Denied => "a role, key or policy says no",
        ExitCode.BadConfiguration => "the configuration is wrong",
        ExitCode.Stopped => "stopped by a signal",
        _ => "finished",
    };

    public string Level => ExitCode switch
    {
        ExitCode.InStep => "info",
        ExitCode.Held or ExitCode.Stopped => "warn",
        ExitCode.Bug => "fatal",
        _ => "error",
    };

    private bool FailedAsAWhole => ExitCode is not (ExitCode.InStep or ExitCode.Held or ExitCode.Stopped);

    private string SourceRegion => Options?.PrimaryRegion is { Length: > 0 } region ? region : "none";
}
