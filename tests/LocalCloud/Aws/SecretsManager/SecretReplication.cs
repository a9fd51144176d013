using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>
/// Replicas that come about some time after the answer, or fail to. moto has a replica only once it is <c>InSync</c>: until then, and
/// when it fails, it stands in the primary's <see cref="SecretState"/> alone. Callers hold the service's gate.
/// </summary>
internal sealed partial class SecretReplication(
    MotoClient moto, SecretFinder finder, SecretStates states, KmsKeys keys, SecretControls controls, TimeProvider time)
{
    /// <exception cref="AwsException">A region that no replica can be in.</exception>
    public void Add(Secret primary, IReadOnlyList<JsonObject> regions, bool overwrites)
    {
        var wanted = regions.Select(region => new Parameters(region)).Select(region => (Region: region.Required("Region"), Key: region.Text("KmsKeyId"))).ToArray();
        Check(primary.Region, [.. wanted.Select(one => one.Region)]);
        var state = states[primary.Region, primary.Name];

        foreach (var (region, key) in wanted)
        {
            if (state.In(region) is { } known)
            {
                if (known.Status != "Failed")
                {
                    _ = controls.RefuseKnownRegions
                        ? throw new AwsException("InvalidParameterException", $"The secret is already replicated to region {region}.")
                        : known;
                    continue;
                }

                state.Remove(known);
            }

            state.Add(new()
            {
                Region = region,
                KmsKeyId = key ?? SecretReplica.DefaultKey,
                Overwrites = overwrites,
                Due = time.GetUtcNow() + controls.Delay,
                Describes = controls.Describes,
            });
        }
    }

    /// <summary>The replicas of these regions are deleted at once, without a recovery window.</summary>
    public async Task RemoveAsync(Secret primary, IReadOnlyList<string> regions, CancellationToken cancellation)
    {
        var state = states[primary.Region, primary.Name];
        foreach (var replica in state.Replicas.Where(replica => regions.Contains(replica.Region, StringComparer.Ordinal)).ToArray())
        {
            await DropAsync(primary.Region, primary.Name, replica, cancellation);
            state.Remove(replica);
        }
    }

    /// <summary>Takes a replica out of replication without touching it: what <paramref name="replica"/> is in moto is gone afterwards.</summary>
    public async Task DropAsync(string region, string name, SecretReplica replica, CancellationToken cancellation)
    {
        if (replica.Status == "InSync")
        {
            await moto.CallAsync(
                "secretsmanager", "RemoveRegionsFromReplication", region,
                new() { ["SecretId"] = name, ["RemoveReplicaRegions"] = new JsonArray(replica.Region) }, cancellation);
        }
    }

    /// <summary>Replicas whose time has come are made, or fail.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        foreach (var (region, name, replica) in states.UnderWay().Where(one => one.Replica.Describes == 0 && one.Replica.Due <= time.GetUtcNow()).ToArray())
        {
            replica.StatusMessage = await ObstacleAsync(region, name, replica, cancellation);
            if (replica.StatusMessage is null)
            {
                await moto.CallAsync(
                    "secretsmanager", "ReplicateSecretToRegions", region,
                    new() { ["SecretId"] = name, ["AddReplicaRegions"] = new JsonArray(new JsonObject { ["Region"] = replica.Region }) }, cancellation);
                replica.StatusMessage = "Replication succeeded";
                replica.Status = "InSync";
            }
            else
            {
                replica.Status = "Failed";
            }
        }
    }

    private async Task<string?> ObstacleAsync(string region, string name, SecretReplica replica, CancellationToken cancellation)
    {
        if (controls.NextFailure(name, replica.Region) is { } scripted)
        {
            return scripted;
        }

        if (await KeyObstacleAsync(replica, cancellation) is { } key)
        {
            return key;
        }

        if (await finder.FindAsync(replica.Region, name, cancellation) is not { } there)
        {
            return null;
        }

        if (there.IsReplica || !replica.Overwrites)
        {
            return there.IsDeleted
                ? $"Replication failed: Secret name {name} is scheduled for deletion in region {replica.Region}."
                : $"Replication failed: Secret name {name} already exists in region {replica.Region}.";
        }

        if (states.Find(replica.Region, name) is { Replicas.Count: > 0 })
        {
            return $"Replication failed: Secret name {name} in region {replica.Region} has replicas of its own.";
        }

        await moto.CallAsync(
            "secretsmanager", "DeleteSecret", replica.Region, new() { ["SecretId"] = name, ["ForceDeleteWithoutRecovery"] = true }, cancellation);
        states.Forget(replica.Region, name);
        return null;
    }

    private async Task<string?> KeyObstacleAsync(SecretReplica replica, CancellationToken cancellation)
    {
        if (replica.KmsKeyId.EndsWith(SecretReplica.DefaultKey, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var key = await keys.DescribeAsync(replica.Region, replica.KmsKeyId, cancellation);
            return key.State == "Enabled" ? null : $"Replication failed: the KMS key {replica.KmsKeyId} is {key.State} in region {replica.Region}.";
        }
        catch (AwsException unknown) when (unknown.Code == "NotFoundException")
        {
            return $"Replication failed: the KMS key {replica.KmsKeyId} cannot be used in region {replica.Region}: {unknown.Message}";
        }
    }

    private static void Check(string primary, IReadOnlyList<string> regions)
    {
        if (regions.Count == 0 || regions.Distinct(StringComparer.Ordinal).Count() < regions.Count
            || regions.Any(region => region == primary || !RegionShape().IsMatch(region) || Partition(region) != Partition(primary)))
        {
            throw new AwsException("InvalidParameterException", "Invalid replica region.");
        }
    }

    private static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "us-gov" : "";

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    private static partial Regex RegionShape();
}
