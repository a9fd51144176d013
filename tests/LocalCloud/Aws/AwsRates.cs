namespace LocalCloud.Aws;

/// <summary>How many calls a second a service takes; more are refused with <c>ThrottlingException</c>, "Rate exceeded".</summary>
/// <param name="Service">The signing name.</param>
/// <param name="Operations">They share the rate.</param>
/// <param name="PerSecond">Steadily.</param>
public sealed record AwsRate(string Service, IReadOnlyList<string> Operations, double PerSecond)
{
    /// <summary>Calls at once after a pause; a second's worth unless told, and never less than one.</summary>
    public double? Burst { get; init; }
}

/// <summary>Rates in force, each one for each region by itself, whoever calls: AWS's limits are an account's, not a process's.</summary>
public sealed record AwsRates
{
    public required IReadOnlyList<AwsRate> Rates { get; init; }

    /// <summary>Only this key's calls are counted and refused: lets a test fill a store at full speed. Everybody's unless told.</summary>
    public string? AccessKey { get; init; }

    /// <summary>No call is ever throttled.</summary>
    public static AwsRates None { get; } = new() { Rates = [] };

    /// <summary>AWS's rates without higher throughput.</summary>
    /// <remarks>
    /// Parameter Store: GetParameter, GetParameters and GetParametersByPath share 40 (quota page); PutParameter 3 (AWS Support in
    /// github-aws-runners#2944). Unpublished there: DescribeParameters, deletes and tags; taken as 10, since about 20 quick calls
    /// were seen throttled (chamber#34). Secrets Manager: quota page of 2025-03; Create, Delete and List are not on it and are taken as 50.
    /// Tagging: GetResources 15 (quota page).
    /// </remarks>
    public static AwsRates Published { get; } = new()
    {
        Rates =
        [
            new("ssm", ["GetParameter", "GetParameters", "GetParametersByPath"], 40),
            new("ssm", ["PutParameter"], 3),
            new("ssm", ["DescribeParameters"], 10),
            new("ssm", ["GetParameterHistory"], 10),
            new("ssm", ["DeleteParameter", "DeleteParameters"], 10),
            new("ssm", ["LabelParameterVersion", "UnlabelParameterVersion"], 10),
            new("ssm", ["AddTagsToResource", "RemoveTagsFromResource", "ListTagsForResource"], 10),
            new("secretsmanager", ["GetSecretValue"], 10_000),
            new("secretsmanager", ["DescribeSecret"], 40_000),
            new("secretsmanager", ["BatchGetSecretValue"], 100),
            new(
                "secretsmanager",
                [
                    "PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage",
                    "ReplicateSecretToRegions", "RemoveRegionsFromReplication", "StopReplicationToReplica",
                ],
                50),
            new("secretsmanager", ["TagResource", "UntagResource"], 50),
            new("secretsmanager", ["RestoreSecret"], 50),
            new("secretsmanager", ["RotateSecret", "CancelRotateSecret"], 50),
            new("secretsmanager", ["GetResourcePolicy", "PutResourcePolicy", "DeleteResourcePolicy", "ValidateResourcePolicy"], 50),
            new("secretsmanager", ["CreateSecret"], 50),
            new("secretsmanager", ["DeleteSecret"], 50),
            new("secretsmanager", ["ListSecrets"], 50),
            new("tagging", ["GetResources"], 15),
        ],
    };
}

/// <summary>A token bucket for each rate and region.</summary>
internal sealed class AwsThrottle(AwsRates rates, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AwsRate Rate, string Region), Bucket> _buckets = [];
    private readonly ILookup<(string, string), AwsRate> _rates = rates.Rates
        .SelectMany(rate => rate.Operations.Select(operation => (Key: (rate.Service, operation), Rate: rate)))
        .ToLookup(pair => pair.Key, pair => pair.Rate);

    public AwsRates Rates => rates;

    /// <summary>Whether the call fits; one that does not takes nothing.</summary>
    public bool Admits(AwsRequest request)
    {
        if (rates.AccessKey is { } key && key != request.AccessKey)
        {
            return true;
        }

        lock (_gate)
        {
            return _rates[(request.Service, request.Operation)].All(rate => Take(rate, request.Region));
        }
    }

    private bool Take(AwsRate rate, string region)
    {
        var (now, most) = (time.GetTimestamp(), Math.Max(1, rate.Burst ?? rate.PerSecond));
        var bucket = _buckets.GetValueOrDefault((rate, region), new(most, now));
        var tokens = Math.Min(most, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * rate.PerSecond));
        _buckets[(rate, region)] = new(tokens < 1 ? tokens : tokens - 1, now);
        return tokens >= 1;
    }

    private readonly record struct Bucket(double Tokens, long At);
}
