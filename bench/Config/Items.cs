using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using LocalCloud.Aws;

namespace Bench.Config;

/// <summary>Puts parameters and secrets into the primary region, as a team's own tools would.</summary>
internal static class Items
{
    private const int Parallelism = 16;

    /// <summary>Of ten parameters seven are a String, two a SecureString and one a StringList; all have two tags, half have a description.</summary>
    /// <param name="client">Of the primary region.</param>
    /// <param name="root">The path that they stand below.</param>
    /// <param name="count">How many.</param>
    /// <param name="bytes">Length of a value.</param>
    /// <param name="stopping">Ends it.</param>
    public static Task PutParametersAsync(
        AmazonSimpleSystemsManagementClient client, string root, int count, int bytes, CancellationToken stopping) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (i, token) => await client.PutParameterAsync(
                new()
                {
                    Name = Name(root, i),
                    Type = (i % 10) switch { 0 => ParameterType.StringList, 1 or 2 => ParameterType.SecureString, _ => ParameterType.String },
                    Tier = ParameterTier.Standard,
                    Value = Value(i, bytes),
                    Description = i % 2 == 0 ? $"Number {i.ToString(CultureInfo.InvariantCulture)}" : null,
                    Tags = [new Tag { Key = "Team", Value = "checkout" }, new Tag { Key = "Number", Value = i.ToString(CultureInfo.InvariantCulture) }],
                },
                token));

    /// <summary>Secrets of one version, with two tags.</summary>
    public static Task PutSecretsAsync(AwsWire wire, int count, CancellationToken stopping) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
        async (i, _) => (await wire.CallAsync("secretsmanager", "CreateSecret", new JsonObject
        {
            ["Name"] = string.Create(CultureInfo.InvariantCulture, $"shop/service-{i % 20:00}/secret-{i:00000}"),
            ["SecretString"] = Value(i, 100),
            ["ClientRequestToken"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{i:000000000000}"),
            ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "Team", ["Value"] = "checkout" }, new JsonObject { ["Key"] = "Tier", ["Value"] = "1" }),
        })).RequireSuccess());

    public static string Name(string root, int i) => string.Create(CultureInfo.InvariantCulture, $"{root}/service-{i % 20:00}/setting-{i:00000}");

    /// <summary>A text that differs from item to item and has exactly this many characters.</summary>
    private static string Value(int i, int bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"value {i} ").PadRight(bytes, (char)('a' + (i % 26)));
}
