using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <content>Secrets, values and labels.</content>
internal sealed partial class SecretsManagerService
{
    private const string Deleted = "You can't perform this operation on the secret because it was marked for deletion.";

    private async Task<Result> CreateAsync(string region, Parameters call, CancellationToken cancellation)
    {
        var name = call.Required("Name");
        if (await _finder.FindAsync(region, name, cancellation) is { } there && (there.IsDeleted || there.IsReplica))
        {
            throw there.IsDeleted
                ? new AwsException("InvalidRequestException", "You can't create this secret because a secret with this name is already scheduled for deletion.")
                : new AwsException("ResourceExistsException", $"The operation failed because the secret {name} already exists.");
        }

        await CheckKeyAsync(region, call, cancellation);
        var (regions, forward) = (call.Objects("AddReplicaRegions"), call.Json.DeepClone().AsObject());
        forward.Remove("AddReplicaRegions");
        forward.Remove("ForceOverwriteReplicaSecret");
        var answer = await _moto.CallAsync("secretsmanager", "CreateSecret", region, forward, cancellation);
        var secret = new Secret(region, answer);
        if (regions.Count > 0)
        {
            _replication.Add(secret, regions, call.Flag("ForceOverwriteReplicaSecret"));
            answer["ReplicationStatus"] = _answers.Status(secret);
        }

        await LabelledAsync(secret, call, answer);
        return new(answer, secret.Arn);
    }

    private async Task<Result> UpdateAsync(string region, Parameters call, CancellationToken cancellation)
    {
        var secret = await _finder.GetAsync(region, call.Required("SecretId"), cancellation);
        await CheckKeyAsync(region, call, cancellation);
        if (secret.IsReplica && call.Has("KmsKeyId") && !call.Has("Description") && !call.Has("SecretString") && !call.Has("SecretBinary"))
        {
            _states[secret.PrimaryRegion!, secret.Name].In(region)!.KmsKeyId = call.Required("KmsKeyId");
            return new(new() { ["ARN"] = secret.Arn, ["Name"] = secret.Name }, secret.Arn);
        }

        CheckWritable(secret);
        var answer = WithoutNulls(await CallAsync("UpdateSecret", region, call, cancellation));
        answer.Remove("ReplicationStatus");
        await LabelledAsync(secret, call, answer);
        return new(answer, secret.Arn);
    }

    private Task<Result> PutAsync(string region, Parameters call, CancellationToken cancellation) => WritableAsync(region, call, async secret =>
    {
        var answer = await CallAsync("PutSecretValue", region, call, cancellation);
        answer.Remove("ReplicationStatus");
        await LabelledAsync(secret, call, answer);
        return answer;
    }, cancellation);

    private Task<Result> MoveLabelAsync(string region, Parameters call, CancellationToken cancellation) => WritableAsync(region, call, async secret =>
    {
        var answer = await CallAsync("UpdateSecretVersionStage", region, call, cancellation);
        if (call.Text("MoveToVersionId") is { } version)
        {
            await _events.LabelUpdatedAsync(secret, call.Required("VersionStage"), version);
        }

        return answer;
    }, cancellation);

    private async Task<Result> DeleteAsync(string region, Parameters call, CancellationToken cancellation)
    {
        var secret = await _finder.FindAsync(region, call.Required("SecretId"), cancellation);
        if (secret is { IsReplica: false } && _states.Find(region, secret.Name) is { Replicas: { Count: > 0 } replicas })
        {
            throw new AwsException("InvalidParameterException",
                $"You can't delete secret {secret.Arn} that still has replica regions [{string.Join(", ", replicas.Select(replica => replica.Region))}].");
        }

        if (secret is { IsDeleted: true } && !call.Flag("ForceDeleteWithoutRecovery"))
        {
            throw new AwsException("InvalidRequestException", Deleted);
        }

        var answer = await CallAsync("DeleteSecret", region, call, cancellation);
        if (secret is not null && call.Flag("ForceDeleteWithoutRecovery"))
        {
            _states.Forget(region, secret.Name);
        }

        return new(answer, answer["ARN"]!.GetValue<string>());
    }

    private Task<Result> TagAsync(string region, Parameters call, CancellationToken cancellation) => WritableAsync(region, call, async secret =>
    {
        SecretChecks.CheckCount(secret, call);
        return await CallAsync("TagResource", region, call, cancellation);
    }, cancellation);

    private async Task<Result> PassAsync(AwsRequest request, Parameters call, bool mayBeDeleted, CancellationToken cancellation)
    {
        var secret = await _finder.GetAsync(request.Region, call.Required("SecretId"), cancellation);
        CheckWritable(secret, mayBeDeleted);
        return new(await CallAsync(request.Operation, request.Region, call, cancellation), secret.Arn);
    }

    private async Task<Result> WritableAsync(string region, Parameters call, Func<Secret, Task<JsonObject>> change, CancellationToken cancellation)
    {
        var secret = await _finder.GetAsync(region, call.Required("SecretId"), cancellation);
        CheckWritable(secret);
        return new(await change(secret), secret.Arn);
    }

    private Task<JsonObject> CallAsync(string operation, string region, Parameters call, CancellationToken cancellation) =>
        _moto.CallAsync("secretsmanager", operation, region, call.Json, cancellation);

    // The labels that a new version was given.
    private async Task LabelledAsync(Secret secret, Parameters call, JsonObject answer)
    {
        if ((call.Has("SecretString") || call.Has("SecretBinary")) && answer["VersionId"]?.GetValue<string>() is { } version)
        {
            foreach (var label in call.Texts("VersionStages").DefaultIfEmpty("AWSCURRENT"))
            {
                await _events.LabelUpdatedAsync(secret, label, version);
            }
        }
    }

    private static void CheckWritable(Secret secret, bool mayBeDeleted = false)
    {
        if (secret.IsReplica)
        {
            throw new AwsException("InvalidParameterException",
                "Operation not permitted on a replica secret. Call must be made in primary secret's region.");
        }

        if (secret.IsDeleted && !mayBeDeleted)
        {
            throw new AwsException("InvalidRequestException", Deleted);
        }
    }

    private async Task CheckKeyAsync(string region, Parameters call, CancellationToken cancellation)
    {
        if (call.Text("KmsKeyId") is not { } key || key.EndsWith(SecretReplica.DefaultKey, StringComparison.Ordinal))
        {
            return;
        }

        KmsKey? found = null;
        try
        {
            found = await _keys.DescribeAsync(region, key, cancellation);
        }
        catch (AwsException unknown) when (unknown.Code == "NotFoundException")
        {
            // Told below, in this service's words.
        }

        if (found?.State != "Enabled")
        {
            throw new AwsException("EncryptionFailure",
                "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is "
                + "available, enabled, and not in an invalid state.");
        }
    }
}
