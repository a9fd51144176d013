using ReplicaWorker.Matching;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Which secrets of the primary region are replicated at all. Pure.</summary>
/// <param name="options">The filters.</param>
/// <param name="primaryRegion">Where sources stand.</param>
internal sealed class SecretSelection(SecretsOptions options, string primaryRegion)
{
    /// <summary>Why a secret is nobody's source, whoever asks; null when it may be one.</summary>
    /// <remarks>The end of a sentence that begins with its name.</remarks>
    public string? WhyNoSource(SecretState secret) => secret switch
    {
        { PrimaryRegion: { } home } when home != primaryRegion => $"is itself a replica of {home}",
        { OwningService: { } service } => $"is managed by {service}",
        { DeletedDate: { } since } => $"awaits deletion since {since:yyyy-MM-dd}; it is replicated again when it is restored",
        _ when secret.Tags.ContainsKey(OwnershipMark.DefaultStatusKey) => $"is somebody's copy (tag {OwnershipMark.DefaultStatusKey}), never a source",
        _ => null,
    };

    /// <summary>Why events and runs over everything leave a secret out; null when they do not.</summary>
    public string? WhyLeftOut(SecretState secret) =>
        !options.NameFilter.Includes(secret.Name) ? "is left out by Secrets__Include and Secrets__Exclude"
        : !options.IncludeTags.All(wanted => Carries(secret, wanted)) ? "is left out by Secrets__IncludeTags"
        : options.ExcludeTags.Any(unwanted => Carries(secret, unwanted)) ? "is left out by Secrets__ExcludeTags"
        : null;

    private static bool Carries(SecretState secret, KeyValuePair<string, string> tag) =>
        secret.Tags.TryGetValue(tag.Key, out var value) && Glob.Matches(tag.Value, value);
}
