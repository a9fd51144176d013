using System.Collections.Immutable;

namespace ReplicaWorker.Matching;

/// <summary>Which names are meant: those that an include pattern matches and no exclude pattern does.</summary>
/// <param name="Include">Nothing is included when empty.</param>
/// <param name="Exclude">Wins over <paramref name="Include"/>.</param>
internal sealed record GlobSet(ImmutableArray<string> Include, ImmutableArray<string> Exclude)
{
    public bool Includes(string name) =>
        Include.Any(pattern => Glob.Matches(pattern, name)) && !Exclude.Any(pattern => Glob.Matches(pattern, name));
}
