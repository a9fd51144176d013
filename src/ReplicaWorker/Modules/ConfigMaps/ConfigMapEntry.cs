using System.Collections.Immutable;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>One ConfigMap that is kept in step in every cluster.</summary>
/// <param name="Name">As configuration calls it.</param>
/// <param name="Source">What it is made from.</param>
/// <param name="Target">Where it stands; the same in every cluster.</param>
/// <param name="Keys">Globs of the keys that may leave the source; no other does.</param>
/// <param name="TrustedKeys">Exact keys that a person has looked at: they go whatever they look like.</param>
internal sealed record ConfigMapEntry(
    string Name, EntrySource Source, ConfigMapName Target, ImmutableArray<string> Keys, ImmutableArray<string> TrustedKeys)
{
    public bool Allows(string key) => Keys.Any(pattern => Glob.Matches(pattern, key)) || TrustedKeys.Contains(key, StringComparer.Ordinal);

    /// <summary>The key is named itself, not just met by a pattern.</summary>
    public bool Names(string key) => Keys.Contains(key, StringComparer.Ordinal) || TrustedKeys.Contains(key, StringComparer.Ordinal);

    public bool Trusts(string key) => TrustedKeys.Contains(key, StringComparer.Ordinal);
}
