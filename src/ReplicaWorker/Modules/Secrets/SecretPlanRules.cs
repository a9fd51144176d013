using System.Collections.Immutable;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>What configuration and command line say about the replicas of any secret.</summary>
/// <param name="PrimaryRegion">Where sources stand.</param>
/// <param name="Regions">All configured replica regions: whatever else has a replica is unlisted.</param>
/// <param name="KmsKeys">Region to key.</param>
/// <param name="OnConflict">What happens where something else stands.</param>
/// <param name="RemoveUnlisted">Whether replicas elsewhere are removed.</param>
/// <param name="HoldTag">Key of the tag that keeps regions out.</param>
/// <param name="IgnoreUnlisted">Only some regions are looked at in this run, so that the others are not spoken of.</param>
internal sealed record SecretPlanRules(
    string PrimaryRegion,
    ImmutableArray<string> Regions,
    IReadOnlyDictionary<string, string> KmsKeys,
    OnConflict OnConflict,
    bool RemoveUnlisted,
    string HoldTag,
    bool IgnoreUnlisted = false)
{
    public static SecretPlanRules Of(ReplicaOptions replica, SecretsOptions options, bool ignoreUnlisted) => new(
        replica.PrimaryRegion,
        replica.ReplicationRegions,
        options.KmsKeys,
        options.OnConflict,
        options.RemoveUnlisted,
        options.HoldTag,
        ignoreUnlisted);
}
