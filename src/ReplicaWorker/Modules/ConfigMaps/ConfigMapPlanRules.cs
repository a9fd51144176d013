namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What the planner goes by besides the two sides.</summary>
/// <param name="Mark">What is ours.</param>
/// <param name="Force">ConfigMaps without a mark, and fields of other managers, are taken over.</param>
/// <param name="MaxDeletes">More deletions in one cluster are held, all of them.</param>
/// <param name="AllowDeletes">What a person has confirmed, which wins.</param>
internal sealed record ConfigMapPlanRules(ConfigMapMark Mark, bool Force = false, int MaxDeletes = 10, int? AllowDeletes = null);
