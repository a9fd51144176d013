using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Whether two spellings name one KMS key of a region.</summary>
internal static class KmsKeyName
{
    private const string ServiceDefault = "alias/aws/secretsmanager";

    /// <summary>Whether they are surely two keys.</summary>
    /// <remarks>
    /// A key has an id, an ARN and any number of aliases. Only KMS knows which key an alias of a customer stands for, and is not asked:
    /// alias against id is taken for equal. The service's own key is told from any id.
    /// </remarks>
    /// <param name="configured">Id, ARN or alias.</param>
    /// <param name="actual">As the service says it; null for its own key.</param>
    public static bool Differ(string configured, string? actual)
    {
        var (left, right) = (Resource(configured), Resource(actual ?? ServiceDefault));
        return left != right && (IsAlias(left) == IsAlias(right) || left == ServiceDefault || right == ServiceDefault);
    }

    /// <summary>Whether it is the region's own <c>aws/secretsmanager</c>.</summary>
    public static bool IsServiceDefault(string? actual) => !Differ(ServiceDefault, actual);

    /// <summary>Which of the two regions have a secret under AWS's own key.</summary>
    public static ImmutableArray<string> AwsManaged(SecretState source, string primaryRegion, SecretState? there, string region) =>
    [
        .. IsServiceDefault(source.KmsKeyId) ? [primaryRegion] : ImmutableArray<string>.Empty,
        .. there is not null && IsServiceDefault(source.ReplicaIn(region)?.KmsKeyId ?? there.KmsKeyId) ? [region] : ImmutableArray<string>.Empty,
    ];

    /// <summary><c>alias/NAME</c> or <c>key/ID</c>.</summary>
    private static string Resource(string key) => key.Split(':', 6) switch
    {
        ["arn", _, "kms", _, _, var resource] => resource,
        _ => key.StartsWith("alias/", StringComparison.Ordinal) || key.StartsWith("key/", StringComparison.Ordinal) ? key : "key/" + key,
    };

    private static bool IsAlias(string resource) => resource.StartsWith("alias/", StringComparison.Ordinal);
}
