namespace ReplicaWorker.Modules.Parameters;

/// <summary>Too many orphans at once, or a source without anything, are more likely a mistake than a wish.</summary>
internal static class DeletionBrake
{
    /// <summary>Why none of them is deleted; null when all are.</summary>
    /// <param name="orphans">How many of our copies have no source.</param>
    /// <param name="isSourceEmpty">The primary region has no parameter at all.</param>
    /// <param name="maxDeletes">What configuration allows.</param>
    /// <param name="allowDeletes">What a person has confirmed, which wins.</param>
    public static string? WhyHeld(int orphans, bool isSourceEmpty, int maxDeletes, int? allowDeletes) =>
        orphans <= (allowDeletes ?? (isSourceEmpty ? 0 : maxDeletes)) ? null
        : isSourceEmpty && allowDeletes is null ? $"the source is empty; --allow-deletes {orphans} confirms"
        : $"more than {allowDeletes ?? maxDeletes}; --allow-deletes {orphans} confirms";
}
