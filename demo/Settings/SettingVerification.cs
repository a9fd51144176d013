using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;

namespace Demo.Settings;

/// <summary>Whether secrets and parameters equal the source, in the words of the AWS APIs.</summary>
internal sealed class SettingVerification(Cloud cloud) : IVerification, IDisposable
{
    private static readonly string[] Compared = ["Type", "Description", "Tier", "DataType", "AllowedPattern"];

    private readonly AwsWire _wire = new(cloud);

    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken stopping) => (await VerifyAsync(stopping)).Problems;

    public async Task<Verdict> VerifyAsync(CancellationToken stopping)
    {
        var (findings, problems) = (new List<Finding>(), new List<string>());
        var (parameters, secrets) = (await ParametersAsync(cloud.Options.PrimaryRegion), await SecretsAsync(cloud.Options.PrimaryRegion));
        foreach (var region in cloud.Options.ReplicaRegions)
        {
            Compare(region, "ssm describe-parameters", "parameter", parameters, await ParametersAsync(region));
            Compare(region, "secretsmanager list", "secret", secrets, await SecretsAsync(region));
        }

        return new([.. findings.OrderBy(finding => finding.Where, StringComparer.Ordinal)], problems);

        void Compare(string region, string command, string noun, SortedDictionary<string, string> source, SortedDictionary<string, string> replica)
        {
            string[] different = [.. source.Keys.Union(replica.Keys, StringComparer.Ordinal).Where(name => source.GetValueOrDefault(name) != replica.GetValueOrDefault(name))];
            problems.AddRange(different.Select(name => $"{region}: {noun} {name} " + (source.ContainsKey(name), replica.ContainsKey(name)) switch
            {
                (true, false) => "is missing",
                (false, true) => "is not at the source",
                _ => "differs",
            }));
            findings.Add(new(
                command, region, different.Length == 0 ? $"the same {Figures.Count(source.Count, noun)}, values included" : Figures.Count(different.Length, "difference"), different.Length == 0));
        }
    }

    public void Dispose() => _wire.Dispose();

    // Name to everything that must be equal. It is compared and thrown away: nothing of it is shown.
    private async Task<SortedDictionary<string, string>> ParametersAsync(string region)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var described in await PagesAsync("ssm", "DescribeParameters", "Parameters", region))
        {
            var name = described["Name"]!.GetValue<string>();
            var value = await CallAsync("ssm", "GetParameter", new() { ["Name"] = name, ["WithDecryption"] = true }, region);
            found[name] = string.Join('|', [
                value["Parameter"]!["Value"]!.GetValue<string>(),
                .. Compared.Select(field => described[field]?.ToJsonString() ?? ""),
                .. (described["Policies"] as JsonArray ?? []).Select(policy => policy!["PolicyText"]!.ToJsonString())]);
        }

        return found;
    }

    private async Task<SortedDictionary<string, string>> SecretsAsync(string region)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var listed in await PagesAsync("secretsmanager", "ListSecrets", "SecretList", region))
        {
            var value = await CallAsync("secretsmanager", "GetSecretValue", new() { ["SecretId"] = listed["Name"]!.GetValue<string>() }, region);
            found[listed["Name"]!.GetValue<string>()] = $"{value["SecretString"]}|{value["VersionId"]}";
        }

        return found;
    }

    private async Task<IReadOnlyList<JsonObject>> PagesAsync(string service, string operation, string list, string region)
    {
        var items = new List<JsonObject>();
        JsonNode? next = null;
        do
        {
            var page = await CallAsync(service, operation, next is null ? [] : new() { ["NextToken"] = next.DeepClone() }, region);
            items.AddRange(page[list]!.AsArray().OfType<JsonObject>());
            next = page["NextToken"];
        }
        while (next is not null);

        return items;
    }

    private async Task<JsonNode> CallAsync(string service, string operation, JsonObject parameters, string region)
    {
        var answer = await _wire.CallAsync(service, operation, parameters, region);
        answer.RequireSuccess();
        return answer.Body!;
    }
}
