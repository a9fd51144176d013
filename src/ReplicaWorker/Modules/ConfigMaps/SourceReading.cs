using System.Collections.Immutable;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What an entry's source says at one time.</summary>
/// <param name="Entry">Whose.</param>
/// <param name="Content">What goes into the ConfigMap, by key; null: the source does not exist.</param>
/// <param name="Version">Another one when the source has changed; nothing to be read out of it.</param>
internal sealed record SourceReading(ConfigMapEntry Entry, ImmutableSortedDictionary<string, ConfigMapValue>? Content, string Version)
{
    /// <summary>Allowed keys that look like credentials, and so stay where they are.</summary>
    public ImmutableArray<WithheldKey> Withheld { get; init; } = [];

    /// <summary>When the source was changed last, where it says so.</summary>
    public DateTimeOffset? Changed { get; init; }

    public static SourceReading Gone(ConfigMapEntry entry) => new(entry, null, "");
}

/// <summary>A key that an entry allows and that stays where it is.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Reason">Why: "its name", "its value looks like …". Never holds any of the value.</param>
internal sealed record WithheldKey(string Key, string Reason);
