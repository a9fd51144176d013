using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>A secret as moto describes it.</summary>
/// <param name="Region">Where it was found.</param>
/// <param name="Description">moto's answer to DescribeSecret.</param>
internal sealed record Secret(string Region, JsonObject Description)
{
    public string Name => Description["Name"]!.GetValue<string>();

    public string Arn => Description["ARN"]!.GetValue<string>();

    /// <summary>Where its primary stands, when this one is a replica.</summary>
    public string? PrimaryRegion => Description["PrimaryRegion"]?.GetValue<string>();

    public bool IsReplica => PrimaryRegion is not null;

    public bool IsDeleted => Description["DeletedDate"] is not null;
}

/// <summary>Finds secrets in moto.</summary>
internal sealed class SecretFinder(MotoClient moto)
{
    /// <summary>By name, ARN, or ARN without the suffix.</summary>
    public async Task<Secret?> FindAsync(string region, string id, CancellationToken cancellation)
    {
        try
        {
            return new(region, await moto.CallAsync("secretsmanager", "DescribeSecret", region, new() { ["SecretId"] = id }, cancellation));
        }
        catch (AwsException missing) when (missing.Code == "ResourceNotFoundException")
        {
            return null;
        }
    }

    /// <exception cref="AwsException"><c>ResourceNotFoundException</c>.</exception>
    public async Task<Secret> GetAsync(string region, string id, CancellationToken cancellation) =>
        await FindAsync(region, id, cancellation)
        ?? throw new AwsException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}
