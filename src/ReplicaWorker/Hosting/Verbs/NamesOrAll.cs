using System.Collections.Immutable;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary>A verb that takes names wants names or <c>--all</c>: everything must be said, never be what is left when nothing is.</summary>
internal static class NamesOrAll
{
    /// <exception cref="UsageException">Neither or both.</exception>
    public static (ImmutableArray<string> Names, bool All) Read(IEnumerable<string> names, bool all, string verb, string noun)
    {
        ImmutableArray<string> distinct = [.. names.Distinct(StringComparer.Ordinal)];
        return (distinct.IsEmpty, all) switch
        {
            (true, false) => throw new UsageException($"{verb} needs a {noun} name, or --all"),
            (false, true) => throw new UsageException($"{verb} takes {noun} names or --all, not both"),
            _ => (distinct, all),
        };
    }
}
