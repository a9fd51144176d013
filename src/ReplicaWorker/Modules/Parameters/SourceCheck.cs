using Amazon.SimpleSystemsManagement.Model;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Looks at sources again after their copies were written.</summary>
internal sealed class SourceCheck(string primaryRegion, ParameterStore store, ParameterReader reader)
{
    /// <summary>One call for up to ten that were put or deleted, and one each for those whose tags or labels were written.</summary>
    /// <param name="items">What was written, and from which state.</param>
    /// <param name="stopping">Ends waiting.</param>
    /// <returns>By <see cref="ParameterName.Key"/>.</returns>
    public async Task<Dictionary<string, Checked>> RunAsync(IReadOnlyCollection<Written> items, CancellationToken stopping)
    {
        try
        {
            var versions = VersionsAsync([.. items.Where(item => item.Plan.Steps.Any(IsOfTheWhole)).Select(item => item.Name)], stopping);
            var others = items.Select(item => HasMovedAsync(item, versions, stopping)).ToList();
            return items.Zip(await Task.WhenAll(others)).ToDictionary(
                pair => ParameterName.Key(pair.First.Name), pair => new Checked(pair.Second), StringComparer.Ordinal);
        }
        catch (Exception failure) when (ParameterMeaning.IsItems(failure))
        {
            return items.ToDictionary(item => ParameterName.Key(item.Name), _ => new Checked(false, failure), StringComparer.Ordinal);
        }
    }

    private async Task<Dictionary<string, Parameter>> VersionsAsync(List<string> names, CancellationToken stopping) => names.Count == 0
        ? []
        : (await store.GetAsync(primaryRegion, names, decrypt: false, stopping)).ToDictionary(parameter => ParameterName.Key(parameter.Name ?? ""), StringComparer.Ordinal);

    private async Task<bool> HasMovedAsync(Written item, Task<Dictionary<string, Parameter>> versions, CancellationToken stopping)
    {
        var steps = item.Plan.Steps;
        var tags = item.Source is not null && steps.Any(step => step is ParameterStep.Tag or ParameterStep.Untag)
            ? reader.TagsAsync(primaryRegion, item.Source.Name, stopping) : null;
        var labels = item.Source?.Labels is not null && steps.Any(step => step is ParameterStep.Label or ParameterStep.Unlabel)
            ? reader.LabelsAsync(primaryRegion, item.Source.Name, stopping) : null;

        var hasMoved = steps.Any(IsOfTheWhole) && !IsSame(item.Source, (await versions).GetValueOrDefault(ParameterName.Key(item.Name)));
        hasMoved |= tags is not null && !AreSame(item.Source!.Tags, await tags);
        return hasMoved | (labels is not null && !AreSame(item.Source!, await labels));
    }

    /// <summary>Steps after which it matters whether the source has another version, or is there at all.</summary>
    private static bool IsOfTheWhole(ParameterStep step) => step is ParameterStep.Create or ParameterStep.Overwrite or ParameterStep.Delete;

    // A put makes a version. Deleted and created again, a parameter may have the same one, but not the same time.
    private static bool IsSame(ParameterState? before, Parameter? now) => (before?.Version, before?.Modified) == (now?.Version, now?.LastModifiedDate);

    private static bool AreSame(ParameterState before, ParameterLabels? now) =>
        now is not null && now.Version == before.Version && now.Current.SetEquals(before.Labels!.Current);

    private static bool AreSame(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(tag => right.GetValueOrDefault(tag.Key) == tag.Value);
}

/// <summary>A copy that was written, and what it was made from.</summary>
internal sealed record Written(string Name, ParameterState? Source, ParameterPlan Plan);

/// <summary>Whether a source has moved on since its copy was made.</summary>
internal readonly record struct Checked(bool HasMoved, Exception? Failure = null);
