using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift;

/// <summary>A digest of what decides what is compared, so that two reports are known to be of the same.</summary>
internal sealed class ConfigurationHash(IConfiguration configuration)
{
    private static readonly string[] Sections = ["ConfigMaps", "GitMirror", "Parameters", "Secrets"];

    public string Of(string primaryRegion, ImmutableArray<string> regions, IEnumerable<ItemKind> kinds)
    {
        var settings = Sections
            .SelectMany(section => configuration.GetSection(section).AsEnumerable())
            .Where(setting => !string.IsNullOrWhiteSpace(setting.Value))
            .Select(setting => $"{setting.Key}={setting.Value!.Trim()}")
            .Order(StringComparer.Ordinal);
        var text = string.Join('\n', settings.Prepend($"{primaryRegion}>{string.Join(',', regions)}:{string.Join(',', kinds)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
