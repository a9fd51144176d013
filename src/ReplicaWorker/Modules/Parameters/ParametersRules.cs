using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>What a single value of <see cref="ParametersOptions"/> cannot say of itself.</summary>
internal static class ParametersRules
{
    /// <remarks>Source: Systems Manager API reference, Tag.</remarks>
    private const int LongestTagKey = 128;

    public static void Check(ParametersOptions options, ReplicaOptions replica, SettingsSection settings)
    {
        CheckTagKey(nameof(options.MarkerKey), options.MarkerKey, settings);
        CheckTagKey(nameof(options.SourceKey), options.SourceKey, settings);
        if (options.MarkerKey == options.SourceKey)
        {
            settings.Wrong(nameof(options.SourceKey), $"is {SettingsSection.Shown(options.SourceKey)}, as {settings.KeyOf(nameof(options.MarkerKey))} is: the mark is two tags");
        }

        foreach (var region in options.KmsKeys.Keys.Where(region => !replica.ReplicationRegions.Contains(region, StringComparer.Ordinal)))
        {
            settings.Wrong(nameof(options.KmsKeys), $"names {SettingsSection.Shown(region)}, which is not a replication region");
        }
    }

    private static void CheckTagKey(string option, string key, SettingsSection settings)
    {
        if (key.Length > LongestTagKey || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            settings.Wrong(option, $"is {SettingsSection.Shown(key)}, not a tag key of 1 to {LongestTagKey} characters that does not begin with aws:");
        }
    }
}
