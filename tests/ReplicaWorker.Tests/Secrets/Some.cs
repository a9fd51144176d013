using System.Collections.Immutable;
using ReplicaWorker.Modules.Secrets;

namespace ReplicaWorker.Tests.Secrets;

/// <summary>Secrets and rules whose details do not matter to a test, until it says so.</summary>
internal static class Some
{
    public const string Primary = "us-east-1";
    public const string West = "us-west-2";
    public const string Europe = "eu-west-1";
    public const string Tokyo = "ap-northeast-1";

    public static SecretPlanRules Rules { get; } = new(
        Primary,
        [West, Europe],
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        OnConflict.Fail,
        RemoveUnlisted: false,
        ReplicationHold.DefaultKey);

    public static ReplicaEntry InSync(string region) => new(region, ReplicaStatus.InSync);

    public static ReplicaEntry Failed(string region, string? message = null) => new(region, ReplicaStatus.Failed, message);

    public static ReplicaEntry InProgress(string region) => new(region, ReplicaStatus.InProgress);

    public static SecretState Source(params ReplicaEntry[] replicas) =>
        new("shop/db", Arn(Primary)) { Labels = Map(("AWSCURRENT", "v2"), ("AWSPREVIOUS", "v1")), Tags = Map(("team", "pay")), Replicas = [.. replicas] };

    /// <summary>What replication makes of a source in a region.</summary>
    public static SecretState ReplicaOf(SecretState source, string region) =>
        source with { Arn = SecretArn.In(source.Arn, region), PrimaryRegion = Primary, Replicas = [] };

    public static SecretState Standalone(string region) => new("shop/db", Arn(region, "ZZZZZZ"));

    public static SecretPlan Plan(SecretState source, params (string Region, SecretState? There)[] there) => Plan(source, Rules, there);

    public static SecretPlan Plan(SecretState source, SecretPlanRules rules, params (string Region, SecretState? There)[] there) =>
        SecretPlanner.Plan(source, there.ToDictionary(pair => pair.Region, pair => pair.There, StringComparer.Ordinal), rules);

    public static ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public static string Arn(string region, string suffix = "a1b2c3") => $"arn:aws:secretsmanager:{region}:123456789012:secret:shop/db-{suffix}";
}
