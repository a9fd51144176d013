using ReplicaWorker.Kubernetes;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What a single value of <see cref="ConfigMapsOptions"/> cannot say of itself.</summary>
internal static class ConfigMapsRules
{
    public static void Check(ConfigMapsOptions options, ReplicaOptions replica, SettingsSection settings)
    {
        if (!KubernetesName.IsNamespace(options.Namespace))
        {
            settings.Wrong(nameof(options.Namespace), $"is {SettingsSection.Shown(options.Namespace)}, not 1 to 63 lower-case letters, digits or '-'");
        }

        CheckEntries(options, settings);
        CheckClusters(options, replica, settings);
        CheckKubeconfig(options, settings);
    }

    private static void CheckEntries(ConfigMapsOptions options, SettingsSection settings)
    {
        var targets = new Dictionary<ConfigMapName, ConfigMapEntry>();
        foreach (var entry in options.Entries)
        {
            var key = $"{nameof(options.Entries)}__{SettingsSection.Shown(entry.Name)}";
            if (!targets.TryAdd(entry.Target, entry))
            {
                settings.Wrong($"{key}__Target", $"is {entry.Target}, as of {targets[entry.Target].Name}: one ConfigMap has one source");
            }

            if (entry.Source.IsFed && entry is { Keys.IsEmpty: true, TrustedKeys.IsEmpty: true })
            {
                settings.Wrong($"{key}__Keys", "is missing: no key leaves a secret or a parameter path that is not named");
            }

            if (entry.Source is EntrySource.OfSecret && entry.Keys.Any(pattern => pattern.Trim('*').Length == 0))
            {
                settings.Wrong($"{key}__Keys", "has *: the keys that may leave a secret have to be named");
            }

            if (entry.TrustedKeys.FirstOrDefault(trusted => trusted.AsSpan().IndexOfAny('*', '?') >= 0) is { } pattern)
            {
                settings.Wrong($"{key}__TrustedKeys", $"has {SettingsSection.Shown(pattern)}: whom a person trusts has a name, not a pattern");
            }
        }

        foreach (var entry in options.Entries)
        {
            if (entry.Source is EntrySource.OfConfigMap { Name: var name } && targets.GetValueOrDefault(name) is { Source.IsFed: true } made)
            {
                settings.Wrong(
                    $"{nameof(options.Entries)}__{SettingsSection.Shown(entry.Name)}__Source",
                    $"is configmap:{name}, which {made.Name} makes: a copy is never a source");
            }
        }
    }

    private static void CheckClusters(ConfigMapsOptions options, ReplicaOptions replica, SettingsSection settings)
    {
        string[] regions = [replica.PrimaryRegion, .. replica.ReplicationRegions];
        foreach (var region in options.Clusters.Keys.Where(region => !regions.Contains(region, StringComparer.Ordinal)))
        {
            settings.Wrong(nameof(options.Clusters), $"names {SettingsSection.Shown(region)}, which is neither the primary nor a replication region");
        }

        if (options.Entries.IsEmpty)
        {
            return;
        }

        foreach (var region in regions.Where(region => !options.Clusters.ContainsKey(region)))
        {
            settings.Wrong(nameof(options.Clusters), $"names no cluster for {SettingsSection.Shown(region)} ({region}=- where there is none)");
        }

        if (options.Clusters.GetValueOrDefault(replica.PrimaryRegion) is { IsNone: true } && options.Entries.Any(entry => !entry.Source.IsFed))
        {
            settings.Wrong(nameof(options.Clusters), $"has none for {replica.PrimaryRegion}, and entries whose source is a ConfigMap there");
        }
    }

    /// <summary>Every context that is named can be used, as far as the file alone tells.</summary>
    private static void CheckKubeconfig(ConfigMapsOptions options, SettingsSection settings)
    {
        var contexts = options.Clusters.Values.Where(cluster => cluster.IsContext).ToList();
        if (options.Kubeconfig is null)
        {
            if (contexts is [var first, ..])
            {
                settings.Wrong(nameof(options.Kubeconfig), $"is missing, and {settings.KeyOf(nameof(options.Clusters))} has {first}");
            }

            return;
        }

        try
        {
            var file = Kubernetes.Kubeconfig.Read(options.Kubeconfig);
            foreach (var cluster in contexts.Where(cluster => !cluster.IsOptional || file.HasContext(cluster.Name)))
            {
                Check(() => file.Access(cluster.Name));
            }
        }
        catch (KubeconfigException wrong)
        {
            settings.Wrong(nameof(options.Kubeconfig), Shown(options.Kubeconfig, wrong));
        }

        void Check(Func<ClusterAccess> use)
        {
            try
            {
                use().ClientCertificate?.Dispose();
            }
            catch (KubeconfigException wrong)
            {
                settings.Wrong(nameof(options.Kubeconfig), Shown(options.Kubeconfig, wrong));
            }
        }
    }

    private static string Shown(string path, KubeconfigException wrong) => $"is {SettingsSection.Shown(path)}, which {wrong.Message}";
}
