using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Which parameters to bring in step.</summary>
/// <param name="Names">Names or ARNs of the primary region; empty when <paramref name="All"/>.</param>
/// <param name="All">Every parameter of the primary region that the include and exclude globs let through, and every orphan of ours.</param>
/// <param name="Labels">The labels of current versions too.</param>
/// <param name="IsFiltered">The include and exclude globs apply: to events and to <paramref name="All"/>, not to names that a person gave.</param>
/// <param name="Region">The one replica region to write; null: what the command line says, or every one.</param>
internal sealed record ParametersRequest(ImmutableArray<string> Names, bool All = false, bool Labels = false, bool IsFiltered = true, string? Region = null)
{
    /// <summary>The full sync.</summary>
    public static ParametersRequest Everything(bool labels = false) => new([], All: true, labels);
}
