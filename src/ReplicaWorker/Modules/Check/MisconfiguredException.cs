using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Check;

/// <summary>Configuration names something that is not there, or cannot be used.</summary>
/// <param name="message">One line, with the option's name.</param>
/// <param name="cause">What the service said.</param>
internal sealed class MisconfiguredException(string message, Exception? cause = null) : ReplicaException(message, cause)
{
    public override ExitCode ExitCode => ExitCode.BadConfiguration;
}
