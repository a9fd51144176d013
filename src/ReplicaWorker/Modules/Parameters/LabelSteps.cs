namespace ReplicaWorker.Modules.Parameters;

/// <summary>What brings the labels of a copy's current version in step. Older versions keep theirs: versions are not copied.</summary>
internal static class LabelSteps
{
    /// <summary>Versions that the service keeps of a parameter. Source: Systems Manager user guide, "Working with parameter versions".</summary>
    private const int MostVersions = 100;

    /// <param name="source">Without labels when nobody asked for them: then there are no steps.</param>
    /// <param name="copy">Null when it is created.</param>
    /// <param name="overwrites">The current version is made by this plan, and so bears none yet.</param>
    public static IEnumerable<ParameterStep> After(ParameterState source, ParameterState? copy, bool overwrites)
    {
        if (source.Labels is not { } labels)
        {
            yield break;
        }

        var have = overwrites || copy?.Labels is null ? [] : copy.Labels.Current;
        var (add, remove) = (labels.Current.Except(have), have.Except(labels.Current));
        if (!remove.IsEmpty)
        {
            // First, since a version has room for ten.
            yield return new ParameterStep.Unlabel(source.Name, copy!.Version, [.. remove], "labels differ");
        }

        if (!add.IsEmpty)
        {
            yield return new ParameterStep.Label(source.Name, [.. add], "labels differ");
        }
    }

    /// <summary>The hundred-and-first version takes the place of the oldest, which the service refuses while that bears a label.</summary>
    public static ParameterStep? ToMakeRoom(ParameterState copy) =>
        copy.Labels is { Versions: >= MostVersions, OnOldest.IsEmpty: false } labels
            ? new ParameterStep.Unlabel(copy.Name, labels.Oldest, labels.OnOldest, "the oldest of 100 versions must make room")
            : null;
}
