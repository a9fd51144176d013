using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What stands in one cluster.</summary>
internal static class ClusterSnapshots
{
    private const int Parallelism = 4;

    /// <summary>The targets themselves, one call each.</summary>
    public static async Task<Dictionary<ConfigMapName, LiveConfigMap>> FindAsync(
        ConfigMapClient cluster, IEnumerable<ConfigMapName> targets, CancellationToken stopping)
    {
        var found = new Dictionary<ConfigMapName, LiveConfigMap>();
        await Parallel.ForEachAsync(
            targets,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (target, token) =>
            {
                if (await cluster.FindAsync(target.Namespace, target.Name, token) is { } map)
                {
                    lock (found)
                    {
                        found[target] = LiveConfigMap.Of(map);
                    }
                }
            });
        return found;
    }

    /// <summary>Every copy of ours in the targets' namespaces, one listing each, and what stands in the place of a target that has none.</summary>
    public static async Task<Dictionary<ConfigMapName, LiveConfigMap>> ListAsync(
        ConfigMapClient cluster, IReadOnlyCollection<ConfigMapName> targets, ConfigMapMark mark, CancellationToken stopping)
    {
        var found = new Dictionary<ConfigMapName, LiveConfigMap>();
        foreach (var space in targets.Select(target => target.Namespace).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            foreach (var map in await cluster.ListAsync(space, ConfigMapMark.OriginKey, mark.Origin, stopping))
            {
                found[new(map.Metadata.Namespace, map.Metadata.Name)] = LiveConfigMap.Of(map);
            }
        }

        foreach (var (name, map) in await FindAsync(cluster, targets.Where(target => !found.ContainsKey(target)), stopping))
        {
            found[name] = map;
        }

        return found;
    }
}
