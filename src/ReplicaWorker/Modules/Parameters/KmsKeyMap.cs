namespace ReplicaWorker.Modules.Parameters;

/// <summary>From the key of a SecureString to the key of its copy in another region.</summary>
internal static class KmsKeyMap
{
    /// <summary>The key that Parameter Store has in every region by itself.</summary>
    public const string Default = "alias/aws/ssm";

    /// <summary>The key to encrypt the copy with.</summary>
    /// <param name="key">Id, ARN or alias in the primary region; null: the default.</param>
    /// <param name="region">The replica region.</param>
    /// <param name="configured">What <c>Parameters__KmsKeys</c> says for the region, which wins.</param>
    /// <returns>
    /// An alias stays (one of that name must stand there), a multi-region key's id stays, an ARN of either gets the region. Null: a key of one
    /// region alone, which cannot be used in another.
    /// </returns>
    public static string? Map(string? key, string region, string? configured)
    {
        if (configured is not null || key is null)
        {
            return configured ?? Default;
        }

        return Resource(key) switch
        {
            ['a', 'l', 'i', 'a', 's', '/', ..] or ['m', 'r', 'k', '-', ..] => In(region, key),
            _ => null,
        };
    }

    /// <summary>Whether two ways to write a key mean one: an ARN, and the alias or id in it.</summary>
    public static bool AreSame(string? left, string? right) => Resource(left ?? Default) == Resource(right ?? Default);

    /// <summary><c>alias/NAME</c>, or the bare id.</summary>
    private static string Resource(string key)
    {
        var resource = key.Split(':', 6) is ["arn", _, "kms", _, _, var last] ? last : key;
        return resource.StartsWith("key/", StringComparison.Ordinal) ? resource["key/".Length..] : resource;
    }

    private static string In(string region, string key) =>
        key.Split(':', 6) is ["arn", var partition, "kms", _, var account, var resource] ? $"arn:{partition}:kms:{region}:{account}:{resource}" : key;
}
