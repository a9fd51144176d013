using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Whose a ConfigMap is: a label to find copies by, and annotations for people.</summary>
/// <remarks>
/// A label's value has room for 63 characters and none for a slash, so that it holds a digest of the origin; the annotation has it in words.
/// Source: Kubernetes, "Labels and Selectors".
/// </remarks>
internal sealed class ConfigMapMark
{
    /// <summary>The label that makes a ConfigMap a copy of somebody's.</summary>
    public const string OriginKey = "replica-worker/origin";

    /// <summary>The annotation that says what it is made from.</summary>
    public const string SourceKey = "replica-worker/source";

    private const int DigestLength = 16;

    private readonly string _origin;

    public ConfigMapMark(ReplicaOptions options)
    {
        _origin = $"{options.PrimaryRegion}/{options.Project}/{options.Environment}";
        Origin = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_origin)))[..DigestLength];
        Labels = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(OriginKey, Origin)]);
    }

    /// <summary>The label's value on what is ours.</summary>
    public string Origin { get; }

    public ImmutableSortedDictionary<string, string> Labels { get; }

    public ImmutableSortedDictionary<string, string> Annotations(EntrySource source) => ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [KeyValuePair.Create(OriginKey, _origin), KeyValuePair.Create(SourceKey, source.ToString()!)]);

    public Standing Of(LiveConfigMap map) => map.Labels.GetValueOrDefault(OriginKey) switch
    {
        null => Standing.Unmarked,
        var origin when origin == Origin => Standing.Ours,
        _ => Standing.AnothersCopy,
    };

    /// <summary>Whether it is a copy of anybody's: then it is never a source.</summary>
    public static bool IsCopy(LiveConfigMap map) => map.Labels.ContainsKey(OriginKey) || map.Annotations.ContainsKey(OriginKey);
}
