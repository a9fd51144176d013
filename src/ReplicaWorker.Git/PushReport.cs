using System.Collections.Immutable;

namespace ReplicaWorker.Git;

/// <summary>What a target said of a push. Only a second listing proves it.</summary>
/// <param name="UnpackError">Why the pack was refused; null when it was taken, or when the target reports nothing.</param>
/// <param name="Refused">Ref name to the reason that the target gave.</param>
/// <param name="Progress">The last lines it wrote for people, such as what a hook said.</param>
public sealed record PushReport(string? UnpackError, ImmutableDictionary<string, string> Refused, ImmutableArray<string> Progress);
