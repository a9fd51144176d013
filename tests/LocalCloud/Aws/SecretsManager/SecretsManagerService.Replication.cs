using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <content>Replicas.</content>
internal sealed partial class SecretsManagerService
{
    private Task<Result> ReplicateAsync(string region, Parameters call, CancellationToken cancellation) => WritableAsync(region, call, secret =>
    {
        _replication.Add(secret, call.Objects("AddReplicaRegions"), call.Flag("ForceOverwriteReplicaSecret"));
        return Task.FromResult(new JsonObject { ["ARN"] = secret.Arn, ["ReplicationStatus"] = _answers.Status(secret) });
    }, cancellation);

    private Task<Result> RemoveRegionsAsync(string region, Parameters call, CancellationToken cancellation) => WritableAsync(region, call, async secret =>
    {
        await _replication.RemoveAsync(secret, call.Texts("RemoveReplicaRegions"), cancellation);
        return new() { ["ARN"] = secret.Arn, ["ReplicationStatus"] = _answers.Status(secret) };
    }, cancellation);

    private async Task<Result> PromoteAsync(string region, Parameters call, CancellationToken cancellation)
    {
        var replica = await _finder.GetAsync(region, call.Required("SecretId"), cancellation);
        await _promotion.PromoteAsync(replica, cancellation);
        return new(new() { ["ARN"] = replica.Arn }, replica.Arn);
    }
}
