using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>Where items that shall travel stand: at the beginning of what the filters let through. Pure.</summary>
internal static class TravelName
{
    /// <summary>Part of every such name, so that people see what it is, and policies can name it.</summary>
    public const string Place = "replica-worker-check/";

    /// <summary>The tag that says that an item is a check's.</summary>
    public const string TagKey = "ReplicaWorkerCheck";

    /// <summary>The literal beginning of the first glob, and <see cref="Place"/>: <c>/shop/*</c> gives <c>/shop/replica-worker-check/</c>.</summary>
    /// <param name="include">The module's include filter.</param>
    /// <param name="otherwise">The beginning when the glob has none.</param>
    public static string Below(ImmutableArray<string> include, string otherwise) =>
        (include.IsEmpty ? "" : Literal(include[0])) is { Length: > 0 } beginning ? beginning + Place : otherwise + Place;

    /// <summary>A text that a glob matches, if it is as simple as most are: without its stars.</summary>
    public static string Sample(string glob) => glob.Replace("*", "", StringComparison.Ordinal).Replace('?', 'x');

    private static string Literal(string glob) => glob.IndexOfAny(['*', '?']) is >= 0 and var wildcard ? glob[..wildcard] : glob;
}
