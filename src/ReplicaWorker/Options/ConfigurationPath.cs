using Amazon;
using Amazon.SimpleSystemsManagement;
using Microsoft.Extensions.Configuration;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Options;

/// <summary>Reads the four JSON parameters below <c>Replica__ConfigurationPath</c>, in one call. Each of them is optional.</summary>
internal static class ConfigurationPath
{
    private const string Variable = "Replica__ConfigurationPath";

    /// <summary>What stands there, as far as the environment does not say otherwise: that is the nearer word.</summary>
    /// <param name="configuration">The environment's.</param>
    /// <param name="mistakes">Notes what is wrong with the path, the parameters and their values.</param>
    /// <param name="stopping">Signalled on SIGTERM.</param>
    public static async Task<IEnumerable<KeyValuePair<string, string?>>> ReadAsync(
        IConfiguration configuration, Mistakes mistakes, CancellationToken stopping)
    {
        if (configuration["Replica:ConfigurationPath"]?.Trim().TrimEnd('/') is not { Length: > 0 } path)
        {
            return [];
        }

        // The parameters may name the primary region; where they stand only the environment can say.
        var region = configuration["Replica:PrimaryRegion"] is { Length: > 0 } primary ? primary : configuration["AWS_REGION"] ?? "";
        if (!RegionName.IsShaped(region))
        {
            mistakes.Add(Variable, "needs Replica__PrimaryRegion or AWS_REGION: the parameters are read there");
            return [];
        }

        if (path[0] != '/' || !LegalName.IsParameter(path))
        {
            mistakes.Add(Variable, $"is {SettingsSection.Shown(path)}, not a path such as /shop/production/global/secrets");
            return [];
        }

        using var client = new AmazonSimpleSystemsManagementClient(
            new AmazonSimpleSystemsManagementConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), Timeout = TimeSpan.FromSeconds(15) });
        var answer = await client.GetParametersAsync(
            new() { Names = [.. ConfigurationParameters.Names.Select(name => $"{path}/{name}")], WithDecryption = true }, stopping);
        if (answer.Parameters is not { Count: > 0 } found)
        {
            mistakes.Add(Variable, $"is {path}, and none of {string.Join(", ", ConfigurationParameters.Names)} is there in {region}");
            return [];
        }

        return found
            .SelectMany(parameter => ConfigurationParameters.Read(parameter.Name ?? path, parameter.Value ?? "", mistakes))
            .GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(ConfigurationParameters.Together)
            .Where(pair => string.IsNullOrWhiteSpace(configuration[pair.Key]));
    }
}
