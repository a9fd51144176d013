namespace ReplicaWorker.Hosting;

/// <summary>The one word this process says to whoever started it.</summary>
/// <remarks>
/// Values from 64 up follow <c>sysexits(3)</c>, so that an operator can read them without this file.
/// EventBridge never sees them: it only starts the task. Alarms read them from
/// <c>detail.containers[].exitCode</c> of the "ECS Task State Change" event.
/// </remarks>
internal enum ExitCode
{
    /// <summary>Every replica equals the source: changed now, already equal, or nothing to do.</summary>
    InStep = 0,

    /// <summary>Some items failed, the others are done; the log names each.</summary>
    SomeFailed = 1,

    /// <summary>As many findings are open as <c>Drift__Threshold</c> says, or more. The number itself is configurable: <see cref="Outcome.Drift"/> has it.</summary>
    Drift = 2,

    /// <summary>In step but for changes that the plan held back. A human must confirm. (Ours; not from sysexits.)</summary>
    Held = 10,

    /// <summary>The command line is wrong (EX_USAGE).</summary>
    Usage = 64,

    /// <summary>The event cannot be read, or nobody handles its kind (EX_DATAERR). Running it again changes nothing.</summary>
    BadEvent = 65,

    /// <summary>A defect of ours (EX_SOFTWARE).</summary>
    Bug = 70,

    /// <summary>The same run may succeed later: throttled, timed out, unreachable, lost a race too often (EX_TEMPFAIL).</summary>
    TryLater = 75,

    /// <summary>A role, a key or a policy says no (EX_NOPERM).</summary>
    Denied = 77,

    /// <summary>The configuration is wrong (EX_CONFIG).</summary>
    BadConfiguration = 78,

    /// <summary>The platform told us to stop (SIGTERM: 128 + 15).</summary>
    Stopped = 143,
}
