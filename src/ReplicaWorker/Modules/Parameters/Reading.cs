using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>What came of reading one thing: it, its absence, or a failure, which is not an absence.</summary>
/// <param name="Value">Null when there is none, and when reading failed.</param>
/// <param name="Failure">Why nobody knows.</param>
internal readonly record struct Reading<T>(T? Value, Exception? Failure = null)
    where T : class;

/// <summary>What came of reading one parameter.</summary>
/// <param name="State">Null when there is none, and when reading failed.</param>
/// <param name="Failure">Why nobody knows.</param>
internal readonly record struct Reading(ParameterState? State, Exception? Failure = null);

/// <summary>The calls that read one parameter saw different versions of it.</summary>
internal sealed class InconsistentReadException(string message) : ReplicaException(message)
{
    public override ExitCode ExitCode => ExitCode.TryLater;
}
