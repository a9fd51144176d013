using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>What brings a copy's tags in step.</summary>
internal static class TagSteps
{
    /// <summary>Tags a parameter can have. Source: Systems Manager API reference, AddTagsToResource. The service's own (<c>aws:</c>) do not count.</summary>
    public const int Most = 50;

    /// <param name="copy">With its tags as they are.</param>
    /// <param name="wanted">All of them, our mark too.</param>
    /// <param name="reason">For the log.</param>
    public static ImmutableArray<ParameterStep> Between(ParameterState copy, ImmutableSortedDictionary<string, string> wanted, string reason)
    {
        var have = copy.Tags.Where(tag => !tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var set = wanted.Where(tag => have.GetValueOrDefault(tag.Key) != tag.Value).ToImmutableSortedDictionary(StringComparer.Ordinal);
        ImmutableArray<string> remove = [.. have.Keys.Where(key => !wanted.ContainsKey(key))];

        ParameterStep? tag = set.IsEmpty ? null : new ParameterStep.Tag(copy.Name, set, reason);
        ParameterStep? untag = remove.IsEmpty ? null : new ParameterStep.Untag(copy.Name, remove, reason);

        // The mark first, so that a run that is killed in between leaves nothing unmarked; unless there is no room for it.
        var fits = have.Keys.Union(set.Keys, StringComparer.Ordinal).Count() <= Most;
        return [.. (fits ? [tag, untag] : (ParameterStep?[])[untag, tag]).OfType<ParameterStep>()];
    }
}
