namespace ReplicaWorker.Hosting;

/// <summary>A failure whose meaning is known: the case says who must act, the message says on what.</summary>
/// <param name="message">One line. Never a secret or parameter value, never the payload of an event.</param>
/// <param name="cause">What went wrong underneath, if anything did.</param>
internal abstract class ReplicaException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>How the process ends when nobody handles this.</summary>
    public abstract ExitCode ExitCode { get; }
}

/// <summary>The event cannot be read, or nobody handles its kind.</summary>
internal sealed class BadEventException(string message, Exception? cause = null) : ReplicaException(message, cause)
{
    public override ExitCode ExitCode => ExitCode.BadEvent;
}

/// <summary>The command line is wrong.</summary>
internal sealed class UsageException(string message) : ReplicaException(message)
{
    public override ExitCode ExitCode => ExitCode.Usage;
}

/// <summary>A role, a key or a policy says no. Trying again changes nothing until a person has acted.</summary>
internal sealed class DeniedException(string message, Exception? cause = null) : ReplicaException(message, cause)
{
    public override ExitCode ExitCode => ExitCode.Denied;
}

/// <summary>Throttled, timed out, unreachable, or a race lost too often: the next run may succeed.</summary>
internal sealed class TryLaterException(string message, Exception? cause = null) : ReplicaException(message, cause)
{
    public override ExitCode ExitCode => ExitCode.TryLater;
}

/// <summary>One item cannot be brought in step for a reason that neither time nor permissions will change.</summary>
internal sealed class ItemFailedException(string message, Exception? cause = null) : ReplicaException(message, cause)
{
    public override ExitCode ExitCode => ExitCode.SomeFailed;
}

/// <summary>What was asked for is not configured.</summary>
internal sealed class ConfigurationException(string message) : ReplicaException(message)
{
    public override ExitCode ExitCode => ExitCode.BadConfiguration;
}
