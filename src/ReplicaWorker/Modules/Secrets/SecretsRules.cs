using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>What a single value of <see cref="SecretsOptions"/> cannot say of itself.</summary>
internal static class SecretsRules
{
    public static void Check(SecretsOptions options, ReplicaOptions replica, SettingsSection settings)
    {
        foreach (var region in options.KmsKeys.Keys.Where(region => !replica.ReplicationRegions.Contains(region, StringComparer.Ordinal)))
        {
            settings.Wrong(nameof(options.KmsKeys), $"names {SettingsSection.Shown(region)}, which is not a replication region");
        }

        foreach (var (region, key) in options.KmsKeys)
        {
            // An ARN says where its key is; a key of another region would be accepted, and the replica fail later.
            if (key.Split(':') is ["arn", _, "kms", var home, ..] && home != region)
            {
                settings.Wrong(nameof(options.KmsKeys), $"gives {SettingsSection.Shown(region)} a key of {SettingsSection.Shown(home)}");
            }
        }

        if (!IsTagKey(options.HoldTag))
        {
            settings.Wrong(nameof(options.HoldTag), $"is {SettingsSection.Shown(options.HoldTag)}, not 1 to 128 characters that a tag's key may have");
        }
    }

    /// <remarks>Source: Secrets Manager API reference, TagResource; keys that begin with <c>aws:</c> are reserved.</remarks>
    private static bool IsTagKey(string key) =>
        key.Length is >= 1 and <= 128
        && !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        && key.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or ':' or '/' or '=' or '+' or '@');
}
