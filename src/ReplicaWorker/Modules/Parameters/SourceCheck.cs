namespace ReplicaWorker.Modules.Parameters;

/// <summary>Looks at sources again after their copies were written.</summary>
internal sealed class SourceCheck(string primaryRegion, ParameterStore store, ParameterReader reader)
{
    /// <summary>One call for up to ten, and one more each for those whose tags or labels were written.</summary>
    /// <param name="items">What was written, and from which state.</param>
    /// <param name="stopping">Ends waiting.</param>
    /// <returns>By <see cref="ParameterName.Key"/>.</returns>
    public async Task<Dictionary<string, Checked>> RunAsync(IReadOnlyCollection<Written> items, CancellationToken stopping)
    {
        try
        {
            var values = store.GetAsync(primaryRegion, items.Select(item => item.Name), decrypt: false, stopping);
            var others = items.Select(item => HasMovedAsync(item, stopping)).ToList();
            await Task.WhenAll([values, .. others]);

            var found = (await values).ToDictionary(parameter => ParameterName.Key(parameter.Name ?? ""), StringComparer.Ordinal);
            var moved = await Task.WhenAll(others);
            return items.Zip(moved).ToDictionary(
                pair => ParameterName.Key(pair.First.Name),
                pair => new Checked(pair.Second || !IsSame(pair.First.Source, found.GetValueOrDefault(ParameterName.Key(pair.First.Name)))),
                StringComparer.Ordinal);
        }
        catch (Exception failure) when (ParameterMeaning.IsItems(failure))
        {
            return items.ToDictionary(item => ParameterName.Key(item.Name), _ => new Checked(false, failure), StringComparer.Ordinal);
        }
    }

    // A put makes a version. Deleted and created again, a parameter may have the same one, but not the same time.
    private static bool IsSame(ParameterState? before, Amazon.SimpleSystemsManagement.Model.Parameter? now) =>
        (before?.Version, before?.Modified) == (now?.Version, now?.LastModifiedDate);

    private async Task<bool> HasMovedAsync(Written item, CancellationToken stopping)
    {
        if (item.Source is not { } source)
        {
            return false;
        }

        var tags = item.Plan.Steps.Any(step => step is ParameterStep.Tag or ParameterStep.Untag)
            ? reader.TagsAsync(primaryRegion, source.Name, stopping) : null;
        var labels = item.Plan.Steps.Any(step => step is ParameterStep.Label or ParameterStep.Unlabel) && source.Labels is not null
            ? reader.LabelsAsync(primaryRegion, source.Name, stopping) : null;
        return (tags is not null && !AreSame(source.Tags, await tags))
            | (labels is not null && (await labels)?.Current.SetEquals(source.Labels!.Current) != true);
    }

    private static bool AreSame(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(tag => right.GetValueOrDefault(tag.Key) == tag.Value);
}

/// <summary>A copy that was written, and what it was made from.</summary>
internal sealed record Written(string Name, ParameterState? Source, ParameterPlan Plan);

/// <summary>Whether a source has moved on since its copy was made.</summary>
internal readonly record struct Checked(bool HasMoved, Exception? Failure = null);
