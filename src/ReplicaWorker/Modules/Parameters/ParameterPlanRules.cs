namespace ReplicaWorker.Modules.Parameters;

/// <summary>What a plan for one replica region may do.</summary>
/// <param name="PrimaryRegion">Where the source stands.</param>
/// <param name="Region">Where the copy stands.</param>
/// <param name="Mark">Tells whose a copy is.</param>
/// <param name="OnConflict">Where nobody's mark is on it.</param>
/// <param name="KmsKey">The configured key of the region.</param>
/// <param name="SkipRegionalValues">Leave out what points back.</param>
/// <param name="Now">For policies that have expired.</param>
internal sealed record ParameterPlanRules(
    string PrimaryRegion,
    string Region,
    ParameterMark Mark,
    ParameterConflict OnConflict,
    string? KmsKey,
    bool SkipRegionalValues,
    DateTimeOffset Now);
