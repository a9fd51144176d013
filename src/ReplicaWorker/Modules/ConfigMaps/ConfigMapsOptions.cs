using System.Collections.Immutable;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Section <c>ConfigMaps</c>. In a task definition <c>ConfigMaps__MaxDeletes</c> and so on; in Parameter Store <c>configmap-sync-config</c>.</summary>
internal sealed record ConfigMapsOptions
{
    public const string Section = "ConfigMaps";

    /// <summary>Whether ConfigMaps are written at all.</summary>
    /// <value><see langword="true"/> unless told.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Region to cluster: an EKS cluster's name, <c>context:NAME</c> of the kubeconfig, <c>-</c> for none. A <c>?</c> at the end: it may be missing.</summary>
    /// <value>The primary and every replica region, when there are entries. Empty unless told.</value>
    public ImmutableSortedDictionary<string, ClusterName> Clusters { get; init; } = ImmutableSortedDictionary.Create<string, ClusterName>(StringComparer.Ordinal);

    /// <summary>The ConfigMaps that are kept in step; see <see cref="EntryReader"/> for how they are written.</summary>
    /// <value>None unless told.</value>
    public ImmutableArray<ConfigMapEntry> Entries { get; init; } = [];

    /// <summary>Source of one more entry, which <see cref="ConfigMapName"/>, <see cref="Namespace"/> and <see cref="IncludeKeys"/> complete.</summary>
    /// <value><c>secret:NAME</c>, <c>parameters:/PATH</c> or <c>configmap:NAME</c>; none unless told.</value>
    public string? Source { get; init; }

    /// <summary>The target's name of the entry that <see cref="Source"/> makes.</summary>
    /// <value>None unless told.</value>
    public string? ConfigMapName { get; init; }

    /// <summary>The namespace of every name that is given without one.</summary>
    /// <value><c>default</c> unless told.</value>
    public string Namespace { get; init; } = "default";

    /// <summary>Globs of keys that may leave a source, for entries that name none themselves.</summary>
    /// <value>None unless told.</value>
    public ImmutableArray<string> IncludeKeys { get; init; } = [];

    /// <summary>Withholds keys whose name says that they hold a credential. Their values are looked at in any case.</summary>
    /// <value><see langword="true"/> unless told.</value>
    public bool ExcludeSensitiveKeys { get; init; } = true;

    /// <summary>How often ConfigMaps are meant to be compared: what the deployed schedule can be held against. It starts nothing by itself.</summary>
    /// <value>Up to 1 day; 0, not said, unless told.</value>
    public TimeSpan SyncInterval { get; init; }

    /// <summary>A kubeconfig file for clusters that are not EKS, or another account's.</summary>
    /// <value>A path in the container; none unless told.</value>
    public string? Kubeconfig { get; init; }

    /// <summary>Takes over ConfigMaps without a mark, and fields that another manager owns. Never another installation's copies.</summary>
    /// <value><see langword="false"/> unless told.</value>
    public bool Force { get; init; }

    /// <summary>Most ConfigMaps that one run may delete in one cluster. More are held, all of them, and reported.</summary>
    /// <value>0 (never delete) or more; 10 unless told.</value>
    public int MaxDeletes { get; init; } = 10;

    /// <param name="settings">Notes what is wrong; the result is then not for use.</param>
    /// <param name="replica">The regions that need a cluster.</param>
    public static ConfigMapsOptions Read(SettingsSection settings, ReplicaOptions replica)
    {
        var unset = new ConfigMapsOptions();
        var options = new ConfigMapsOptions
        {
            Enabled = settings.Flag(nameof(Enabled), unset.Enabled),
            Clusters = ReadClusters(settings),
            Source = settings.Text(nameof(Source)),
            ConfigMapName = settings.Text(nameof(ConfigMapName)),
            Namespace = settings.Text(nameof(Namespace)) ?? unset.Namespace,
            IncludeKeys = settings.List(nameof(IncludeKeys)),
            ExcludeSensitiveKeys = settings.Flag(nameof(ExcludeSensitiveKeys), unset.ExcludeSensitiveKeys),
            SyncInterval = settings.Duration(nameof(SyncInterval), unset.SyncInterval, TimeSpan.Zero, TimeSpan.FromDays(1)),
            Kubeconfig = settings.Text(nameof(Kubeconfig)),
            Force = settings.Flag(nameof(Force), unset.Force),
            MaxDeletes = settings.Number(nameof(MaxDeletes), unset.MaxDeletes, least: 0, most: int.MaxValue),
        };
        options = options with { Entries = EntryReader.Read(settings, options) };
        settings.RefuseTheRest();
        ConfigMapsRules.Check(options, replica, settings);
        return options;
    }

    private static ImmutableSortedDictionary<string, ClusterName> ReadClusters(SettingsSection settings)
    {
        var clusters = ImmutableSortedDictionary.CreateBuilder<string, ClusterName>(StringComparer.Ordinal);
        foreach (var (region, text) in settings.Map(nameof(Clusters)))
        {
            if (ClusterName.Parse(text) is { } cluster)
            {
                clusters[region] = cluster;
            }
            else
            {
                settings.Wrong(nameof(Clusters), $"has {SettingsSection.Shown(text)} for {SettingsSection.Shown(region)}, not a cluster's name, context:NAME, or - for none");
            }
        }

        return clusters.ToImmutable();
    }
}
