namespace ReplicaWorker.Modules.Secrets;

/// <summary>Whether a replica has what its primary has, as far as that can be seen without its value. Pure.</summary>
internal static class SecretComparison
{
    /// <summary>A rotation's version before it is finished: moved about by the rotation itself.</summary>
    private const string Pending = "AWSPENDING";

    /// <summary>The label of the version that an application reads.</summary>
    public const string Current = "AWSCURRENT";

    /// <summary>What the replica must be waited for: another current version or other tags; null when there is nothing.</summary>
    /// <remarks>AWS replicates value and tags, so that either can only be late. Tags of AWS's own (<c>aws:</c>) need not be alike.</remarks>
    public static string? Behind(SecretState source, SecretState replica)
    {
        if (source.CurrentVersion != replica.CurrentVersion)
        {
            return $"its {Current} is another version than the primary's";
        }

        var keys = OtherTags(source, replica);
        return keys.Count == 0 ? null : $"its tags are not the primary's ({string.Join(", ", keys)})";
    }

    /// <summary>Keys of tags that one side lacks or that have another value there, in order.</summary>
    public static IReadOnlyList<string> OtherTags(SecretState source, SecretState replica)
    {
        var (wanted, actual) = (Tags(source), Tags(replica));
        return [.. wanted.Except(actual).Concat(actual.Except(wanted)).Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Other labels than the current version's that stand elsewhere. Worth saying, nothing to be done: AWS sets them.</summary>
    public static IReadOnlyList<string> OtherLabels(SecretState source, SecretState replica) =>
    [
        .. source.Labels.Except(replica.Labels).Concat(replica.Labels.Except(source.Labels))
            .Select(label => label.Key)
            .Where(label => label is not (Pending or Current))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether two lists are enough to call a replica equal: existence, labels, tags and key.</summary>
    public static bool IsEqual(SecretState source, SecretState? there, string region, string primaryRegion, string? kmsKey) =>
        there.In(region, primaryRegion) == Standing.OurReplica
        && Behind(source, there!) is null
        && OtherLabels(source, there!).Count == 0
        && (kmsKey is null || !KmsKeyName.Differ(kmsKey, there!.KmsKeyId));

    private static IEnumerable<KeyValuePair<string, string>> Tags(SecretState secret) =>
        secret.Tags.Where(tag => !tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase));
}
