using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>One region that a secret is to be replicated to.</summary>
internal sealed class SecretReplica
{
    public const string DefaultKey = "alias/aws/secretsmanager";

    public required string Region { get; init; }

    public required string KmsKeyId { get; set; }

    /// <summary><c>InProgress</c>, <c>InSync</c> or <c>Failed</c>.</summary>
    public string Status { get; set; } = "InProgress";

    public string? StatusMessage { get; set; }

    /// <summary>Whether a secret of the same name over there may be replaced.</summary>
    public bool Overwrites { get; init; }

    /// <summary>Not settled before.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>DescribeSecret calls that still show it under way.</summary>
    public int Describes { get; set; }

    public JsonObject Describe()
    {
        var status = new JsonObject { ["Region"] = Region, ["KmsKeyId"] = KmsKeyId, ["Status"] = Status };
        if (StatusMessage is { } message)
        {
            status["StatusMessage"] = message;
        }

        return status;
    }
}

/// <summary>What moto does not keep of a primary secret.</summary>
internal sealed class SecretState
{
    /// <summary>Replaced whole, under the service's gate; may be read at any time.</summary>
    public IReadOnlyList<SecretReplica> Replicas { get; private set; } = [];

    public SecretRotation? Rotation { get; set; }

    public SecretReplica? In(string region) => Replicas.FirstOrDefault(replica => replica.Region == region);

    public void Add(SecretReplica replica) => Replicas = [.. Replicas, replica];

    public void Remove(SecretReplica replica) => Replicas = [.. Replicas.Where(other => other != replica)];
}

/// <summary>How a secret rotates.</summary>
internal sealed record SecretRotation(string LambdaArn, JsonObject? Rules, bool Enabled, DateTimeOffset? Last);

/// <summary>The states of all primaries.</summary>
internal sealed class SecretStates
{
    private readonly ConcurrentDictionary<(string Region, string Name), SecretState> _states = new();

    /// <summary>A secret made by other ways than the API has a state too, at first sight.</summary>
    public SecretState this[string region, string name] => _states.GetOrAdd((region, name), _ => new());

    public SecretState? Find(string region, string name) => _states.GetValueOrDefault((region, name));

    public void Forget(string region, string name) => _states.TryRemove((region, name), out _);

    public bool AnyUnderWay => _states.Values.Any(state => state.Replicas.Any(replica => replica.Status == "InProgress"));

    public IEnumerable<(string Region, string Name, SecretReplica Replica)> UnderWay() =>
        _states.SelectMany(state => state.Value.Replicas
            .Where(replica => replica.Status == "InProgress")
            .Select(replica => (state.Key.Region, state.Key.Name, replica)));
}
