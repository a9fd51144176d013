using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>What became of every secret in every region, for the log and for the outcome. Thread-safe.</summary>
internal sealed partial class SecretsJournal(bool isDryRun, ILogger log) : ISecretWitness
{
    private readonly Lock _lock = new();
    private Outcome _outcome = Outcome.Nothing;

    public Outcome Outcome
    {
        get
        {
            lock (_lock)
            {
                return _outcome;
            }
        }
    }

    /// <summary>Says what a plan is about to do, and counts what it will not do. In a dry run its steps count as done.</summary>
    public void Planned(SecretPlan plan)
    {
        foreach (var region in plan.InStep)
        {
            Count(region, new(0, 1, 0, 0));
        }

        foreach (var (region, text) in plan.Notes)
        {
            Noted(plan.Name, region, text);
        }

        foreach (var (region, action, reason) in plan.Held)
        {
            HeldStep(plan.Name, region, action, reason);
            Count(region, new(0, 0, 1, 0));
        }

        foreach (var (region, message) in plan.Conflicts)
        {
            Fail(region, plan.Name, message, ExitCode.SomeFailed);
        }

        foreach (var step in plan.Steps)
        {
            Step(isDryRun ? LogLevel.Information : LogLevel.Debug, plan.Name, step.Region, step.Action, step.Expected, step.Reason);
            if (isDryRun)
            {
                Count(step.Region, step.IsChange ? new(1, 0, 0, 0) : new(0, 1, 0, 0));
            }
        }
    }

    /// <summary>A step that has been proved.</summary>
    public void Done(string secret, SecretStep step, TimeSpan waited)
    {
        Count(step.Region, step.IsChange ? new(1, 0, 0, 0) : new(0, 1, 0, 0));
        DoneStep(
            secret,
            step.Region,
            step switch
            {
                SecretStep.Remove => "replica removed",
                SecretStep.Replicate { Overwrite: true } => "overwritten by a replica, InSync",
                SecretStep.Replicate => "replicated, InSync",
                _ => "InSync now",
            },
            (long)waited.TotalMilliseconds,
            step.Reason);
    }

    /// <summary>Secrets that two lists show to be equal.</summary>
    public void Equal(string region, int count) => Count(region, new(0, count, 0, 0));

    /// <summary>The region is behind a fence: nothing is written there.</summary>
    public void HoldRegion(string region, string fence)
    {
        Fenced(region, fence);
        Count(region, new(0, 0, 1, 0));
    }

    /// <summary>Something that is not a replica was changed, or would be: the tag that holds replication.</summary>
    public void Changed(string region, string secret, string what)
    {
        Count(region, new(1, 0, 0, 0));
        Other(secret, region, isDryRun ? "would be " : "", what);
    }

    /// <summary>What a person asked for was so already.</summary>
    public void Unchanged(string region, string secret, string what)
    {
        Count(region, new(0, 1, 0, 0));
        Noted(secret, region, what);
    }

    /// <summary>An item that is not in step; the edge of the program logs it.</summary>
    public void Fail(string region, string item, Exception failure) => Fail(region, item, OneLine.Of(failure.Message), Meaning.Of(failure));

    public void Fail(string region, string item, string message, ExitCode meaning)
    {
        lock (_lock)
        {
            _outcome += Outcome.Of(region, default, new Failure(region, item, message, meaning));
        }
    }

    public void Unknown(string region, string item) => Fail(region, item, $"there is no such secret in {region}", ExitCode.SomeFailed);

    public void NoSource(string secret, string reason, bool isNamed) => Alone(isNamed ? LogLevel.Information : LogLevel.Debug, secret, reason);

    public void LeftOut(string secret, string reason, bool isNamed) => NoSource(secret, reason, isNamed);

    public void Compared(int secrets, int looked, int leftAlone) => Summary(secrets, looked, leftAlone);

    private void Count(string region, Counts counts)
    {
        lock (_lock)
        {
            _outcome += Outcome.Of(region, counts);
        }
    }

    private void Step(LogLevel level, string secret, string region, string action, string expected, string reason) =>
        PlannedStep(log, level, secret, region, action, expected, reason);

    private void Alone(LogLevel level, string secret, string reason) => AloneLine(log, level, secret, reason);

    [LoggerMessage("{Secret} → {Region}: plan: {Action}, expecting {Expected} ({Reason})")]
    private static partial void PlannedStep(
        ILogger log, LogLevel level, string secret, string region, string action, string expected, string reason);

    [LoggerMessage("{Secret} {Reason}")]
    private static partial void AloneLine(ILogger log, LogLevel level, string secret, string reason);

    [LoggerMessage(LogLevel.Information, "{Secret} → {Region}: {What} after {DurationMs} ms ({Reason})")]
    private partial void DoneStep(string secret, string region, string what, long durationMs, string reason);

    [LoggerMessage(LogLevel.Information, "{Secret} → {Region}: {Text}")]
    private partial void Noted(string secret, string region, string text);

    [LoggerMessage(LogLevel.Warning, "{Secret} → {Region}: held: {Action}: {Reason}")]
    private partial void HeldStep(string secret, string region, string action, string reason);

    [LoggerMessage(LogLevel.Warning, "{Region}: held: it is fenced ({Fence}), so nothing is written there; \"fence clear --region {Region}\" opens it")]
    private partial void Fenced(string region, string fence);

    [LoggerMessage(LogLevel.Information, "{Secret} ({Region}): {Would}{What}")]
    private partial void Other(string secret, string region, string would, string what);

    [LoggerMessage(LogLevel.Information, "{Secrets} secrets compared by list: {Looked} looked at closely, {LeftAlone} left alone")]
    private partial void Summary(int secrets, int looked, int leftAlone);
}
