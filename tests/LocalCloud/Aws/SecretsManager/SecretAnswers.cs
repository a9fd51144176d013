using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>moto's descriptions put right: what it does not know is added, what AWS leaves out is taken out.</summary>
internal sealed class SecretAnswers(SecretStates states)
{
    /// <summary>DescribeSecret's answer.</summary>
    public JsonObject Describe(Secret secret)
    {
        var answer = Common(secret);
        answer.Remove("SecretVersionsToStages");
        if (!secret.IsReplica && Status(secret) is { Count: > 0 } status)
        {
            answer["ReplicationStatus"] = status;
        }

        return answer;
    }

    /// <summary>One of ListSecrets' entries; they tell no replication status.</summary>
    public JsonObject Entry(string region, JsonObject entry)
    {
        var answer = Common(new(region, entry));
        answer.Remove("VersionIdsToStages");
        return answer;
    }

    public JsonArray Status(Secret primary) =>
        new([.. (states.Find(primary.Region, primary.Name)?.Replicas ?? []).Select(replica => replica.Describe())]);

    private JsonObject Common(Secret secret)
    {
        var answer = new JsonObject(secret.Description.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        answer.Remove("ReplicationStatus");
        DropEmptyStages(answer["VersionIdsToStages"]);
        DropEmptyStages(answer["SecretVersionsToStages"]);

        if (secret.PrimaryRegion is { } primary)
        {
            var replica = states.Find(primary, secret.Name)?.In(secret.Region);
            SetKey(answer, replica?.KmsKeyId);
        }
        else if (states.Find(secret.Region, secret.Name) is { } state)
        {
            if (state.Replicas.Count > 0)
            {
                answer["PrimaryRegion"] = secret.Region;
            }

            SetRotation(answer, state.Rotation);
        }

        return answer;
    }

    // AWS forgets a version without labels some time later; moto keeps it, with an empty list that AWS never shows.
    private static void DropEmptyStages(JsonNode? versions)
    {
        if (versions is JsonObject map)
        {
            foreach (var version in map.Where(version => version.Value is JsonArray { Count: 0 }).Select(version => version.Key).ToArray())
            {
                map.Remove(version);
            }
        }
    }

    private static void SetKey(JsonObject answer, string? key)
    {
        answer.Remove("KmsKeyId");
        if (key is not null && key != SecretReplica.DefaultKey)
        {
            answer["KmsKeyId"] = key;
        }
    }

    private static void SetRotation(JsonObject answer, SecretRotation? rotation)
    {
        if (rotation is null)
        {
            return;
        }

        answer["RotationEnabled"] = rotation.Enabled;
        if (rotation.LambdaArn.Length > 0)
        {
            answer["RotationLambdaARN"] = rotation.LambdaArn;
        }

        if (rotation.Rules is { } rules)
        {
            answer["RotationRules"] = rules.DeepClone();
        }

        if (rotation.Last is { } last)
        {
            answer["LastRotatedDate"] = last.ToUnixTimeMilliseconds() / 1000.0;
        }
    }
}
