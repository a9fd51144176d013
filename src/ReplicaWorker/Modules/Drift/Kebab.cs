using System.Text.Json;

namespace ReplicaWorker.Modules.Drift;

/// <summary>The names that reports and rules use for kinds: <c>config-map</c>, <c>kms-key</c>.</summary>
internal static class Kebab
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
