using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>
/// Secrets Manager: secrets, versions, tags and policies are moto's; replication, rotation, limits, refusals and events are added.
/// moto's replicas share the primary's value, so a new value is in every replica at once.
/// </summary>
internal sealed partial class SecretsManagerService : IAwsService, IDisposable
{
    private readonly MotoClient _moto;
    private readonly SecretFinder _finder;
    private readonly SecretStates _states = new();
    private readonly SecretControls _controls;
    private readonly SecretReplication _replication;
    private readonly SecretPromotion _promotion;
    private readonly SecretRotations _rotations;
    private readonly SecretAnswers _answers;
    private readonly SecretsManagerEvents _events;
    private readonly KmsKeys _keys;
    private readonly SemaphoreSlim _gate = new(1);

    public SecretsManagerService(MotoClient moto, KmsKeys keys, SecretsManagerEvents events, SecretControls controls, Ids ids, TimeProvider time)
    {
        (_moto, _keys, _events, _controls) = (moto, keys, events, controls);
        _finder = new(moto);
        _replication = new(moto, _finder, _states, keys, controls, time);
        _promotion = new(moto, _states, _replication);
        _rotations = new(moto, _finder, _states, events, controls, ids, time);
        _answers = new(_states);
        controls.RotateNow = (region, name, cancellation) => GatedAsync(() => _rotations.RotateAsync(region, name, cancellation), cancellation);
        controls.CreateOwned = (region, name, value, service, cancellation) => moto.CallAsync("secretsmanager", "CreateSecret", region, new()
        {
            ["Name"] = name,
            ["SecretString"] = value,
            ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "aws:secretsmanager:owningService", ["Value"] = service }),
        }, cancellation);
    }

    public string Name => "secretsmanager";

    public async Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation)
    {
        var call = new Parameters(request.Parameters());
        await SettleAsync(cancellation);

        Func<Task<Result>>? change = request.Operation switch
        {
            "CreateSecret" => () => CreateAsync(request.Region, call, cancellation),
            "UpdateSecret" => () => UpdateAsync(request.Region, call, cancellation),
            "PutSecretValue" => () => PutAsync(request.Region, call, cancellation),
            "UpdateSecretVersionStage" => () => MoveLabelAsync(request.Region, call, cancellation),
            "DeleteSecret" => () => DeleteAsync(request.Region, call, cancellation),
            "RotateSecret" => () => WritableAsync(request.Region, call, secret => _rotations.RotateAsync(secret, call, cancellation), cancellation),
            "CancelRotateSecret" => () => WritableAsync(request.Region, call, secret => Task.FromResult(_rotations.Cancel(secret)), cancellation),
            "TagResource" => () => TagAsync(request.Region, call, cancellation),
            "RestoreSecret" => () => PassAsync(request, call, mayBeDeleted: true, cancellation),
            "UntagResource" or "PutResourcePolicy" or "DeleteResourcePolicy" => () => PassAsync(request, call, mayBeDeleted: false, cancellation),
            "ReplicateSecretToRegions" => () => ReplicateAsync(request.Region, call, cancellation),
            "RemoveRegionsFromReplication" => () => RemoveRegionsAsync(request.Region, call, cancellation),
            "StopReplicationToReplica" => () => PromoteAsync(request.Region, call, cancellation),
            _ => null,
        };
        return change is null ? await ReadAsync(request, call, cancellation) : await ChangeAsync(request, call, change, cancellation);
    }

    public void Dispose() => _gate.Dispose();

    // CloudTrail tells of every call that changes something, refused ones too.
    private async Task<ServiceAnswer> ChangeAsync(AwsRequest request, Parameters call, Func<Task<Result>> change, CancellationToken cancellation)
    {
        Result result;
        try
        {
            SecretChecks.Check(request.Operation, call);
            result = await GatedAsync(change, cancellation);
        }
        catch (AwsException refusal)
        {
            await _events.CalledAsync(request, arn: null, refusal);
            throw;
        }

        await _events.CalledAsync(request, result.Arn, refusal: null);
        return new(result.Output);
    }

    private async Task<ServiceAnswer?> ReadAsync(AwsRequest request, Parameters call, CancellationToken cancellation)
    {
        SecretChecks.Check(request.Operation, call);
        return request.Operation switch
        {
            "DescribeSecret" => new(await DescribeAsync(request.Region, call, cancellation)),
            "ListSecrets" => new(await ListAsync(request, cancellation)),
            "GetResourcePolicy" => new(await PolicyAsync(request.Region, call, cancellation)),
            "ValidateResourcePolicy" => new(new JsonObject { ["PolicyValidationPassed"] = true, ["ValidationErrors"] = new JsonArray() }),
            "GetSecretValue" or "BatchGetSecretValue" or "ListSecretVersionIds" => new(WithoutNulls(await _moto.CallAsync("secretsmanager", request.Operation, request.Region, call.Json, cancellation))),
            _ => null,
        };
    }

    // Every look may be the first after the time has come. Without replicas under way nobody waits for the gate.
    private async Task SettleAsync(CancellationToken cancellation)
    {
        if (_states.AnyUnderWay)
        {
            await GatedAsync(async () =>
            {
                await _replication.SettleAsync(cancellation);
                return true;
            }, cancellation);
        }
    }

    private async Task<T> GatedAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    private static JsonObject WithoutNulls(JsonObject answer)
    {
        foreach (var field in answer.Where(field => field.Value is null || (field.Key == "NextToken" && field.Value.GetValue<string>().Length == 0)).Select(field => field.Key).ToArray())
        {
            answer.Remove(field);
        }

        return answer;
    }

    /// <param name="Output">The answer.</param>
    /// <param name="Arn">Of the secret it was about, for CloudTrail.</param>
    private sealed record Result(JsonObject Output, string Arn);
}
