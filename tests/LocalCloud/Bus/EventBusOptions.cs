using LocalCloud.Processes;

namespace LocalCloud.Bus;

/// <summary>One task to run.</summary>
/// <param name="Arguments">The command, by the overrides or else the task definition.</param>
/// <param name="Definition">Environment by the task definition.</param>
/// <param name="Overrides">Environment by the rule's target: the event.</param>
public sealed record TaskLaunch(
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Definition,
    IReadOnlyDictionary<string, string> Overrides);

public sealed record EventBusOptions
{
    /// <summary>The region the rules are deployed in: events of other regions meet no rule.</summary>
    public required string Region { get; init; }

    public required IReadOnlyList<EventRule> Rules { get; init; }

    public required TaskDefinition Task { get; init; }

    /// <summary>Runs a task to its end.</summary>
    public required Func<TaskLaunch, CancellationToken, Task<WorkerRun>> Run { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many tasks run at once; more wait their turn. Fargate's own limit is far higher than one machine's.</summary>
    public int Concurrency { get; init; } = 4;
}

/// <summary>A task that a rule started and that has ended.</summary>
/// <param name="Event">What the rule matched.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Launch">What the worker was told.</param>
/// <param name="Worker">What it left.</param>
public sealed record TaskRun(CloudEvent Event, string Rule, TaskLaunch Launch, WorkerRun Worker)
{
    public int ExitCode => Worker.ExitCode;

    public IReadOnlyList<string> StandardOutput => Worker.StandardOutput;

    public TimeSpan Duration => Worker.Duration;
}

/// <summary>What a rule has sent to a topic: what its subscribers read.</summary>
/// <param name="Event">What the rule matched.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Topic">The topic's ARN.</param>
/// <param name="Message">As SNS is given it; a text template's quotes are part of it.</param>
public sealed record Notification(CloudEvent Event, string Rule, string Topic, string Message);

/// <summary>A rule matched and its target was not reached.</summary>
/// <param name="Event">What the rule matched.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Target">The target's id.</param>
/// <param name="Reason">For people. EventBridge itself tells nobody.</param>
public sealed record Undelivered(CloudEvent Event, string Rule, string Target, string Reason);
