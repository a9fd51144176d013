using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>StopReplicationToReplica: a replica becomes a secret of its own, with its ARN, its key and its versions.</summary>
internal sealed class SecretPromotion(MotoClient moto, SecretStates states, SecretReplication replication)
{
    /// <summary>moto names a secret's ARN by this tag instead of at random.</summary>
    private const string IdTag = "_custom_id_";

    private const int Suffix = 6;

    /// <exception cref="AwsException">It is no replica.</exception>
    public async Task PromoteAsync(Secret replica, CancellationToken cancellation)
    {
        var entry = replica.PrimaryRegion is { } from
            ? states[from, replica.Name].In(replica.Region)
            : null;
        if (entry is null)
        {
            throw new AwsException("InvalidParameterException", "Operation not permitted on a secret that is not a replica.");
        }

        var versions = await VersionsAsync(replica, cancellation);
        await replication.DropAsync(replica.PrimaryRegion!, replica.Name, entry, cancellation);
        states[replica.PrimaryRegion!, replica.Name].Remove(entry);
        await CreateAsync(replica, entry.KmsKeyId, versions, cancellation);
    }

    // The previous version first, the current one last: moto moves the labels as AWS does.
    private async Task<JsonObject[]> VersionsAsync(Secret replica, CancellationToken cancellation)
    {
        var values = new List<JsonObject>();
        foreach (var (version, stages) in replica.Description["VersionIdsToStages"] as JsonObject ?? [])
        {
            if (stages is JsonArray { Count: > 0 })
            {
                values.Add(await CallAsync("GetSecretValue", replica, new() { ["VersionId"] = version }, cancellation));
            }
        }

        return [.. values.OrderBy(value => Stages(value).Contains("AWSCURRENT", StringComparer.Ordinal))];
    }

    private async Task CreateAsync(Secret replica, string key, JsonObject[] versions, CancellationToken cancellation)
    {
        var tags = replica.Description["Tags"]?.DeepClone() as JsonArray ?? [];
        tags.Add(new JsonObject { ["Key"] = IdTag, ["Value"] = replica.Arn[^Suffix..] });
        var create = new JsonObject
        {
            ["Name"] = replica.Name,
            ["Description"] = replica.Description["Description"]?.DeepClone(),
            ["Tags"] = tags,
            ["KmsKeyId"] = key == SecretReplica.DefaultKey ? null : key,
        };
        await moto.CallAsync("secretsmanager", "CreateSecret", replica.Region, create, cancellation);
        await CallAsync("UntagResource", replica, new() { ["TagKeys"] = new JsonArray(IdTag) }, cancellation);

        foreach (var version in versions)
        {
            await CallAsync("PutSecretValue", replica, new()
            {
                ["ClientRequestToken"] = version["VersionId"]!.DeepClone(),
                ["SecretString"] = version["SecretString"]?.DeepClone(),
                ["SecretBinary"] = version["SecretBinary"]?.DeepClone(),
                ["VersionStages"] = new JsonArray([.. Stages(version).Where(stage => stage != "AWSPREVIOUS").DefaultIfEmpty("AWSCURRENT").Select(stage => JsonValue.Create(stage))]),
            }, cancellation);
        }
    }

    private Task<JsonObject> CallAsync(string operation, Secret replica, JsonObject parameters, CancellationToken cancellation)
    {
        parameters["SecretId"] = replica.Name;
        return moto.CallAsync("secretsmanager", operation, replica.Region, parameters, cancellation);
    }

    private static IEnumerable<string> Stages(JsonObject version) => version["VersionStages"]!.AsArray().Select(stage => stage!.GetValue<string>());
}
