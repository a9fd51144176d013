using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Processes;

namespace Demo;

/// <summary>The AWS APIs by the AWS CLI; where there is none, by the request that it would send.</summary>
internal sealed partial class AwsApi(Cloud cloud) : IDisposable
{
    // Values of secrets: they go by a file, and are not shown.
    private static readonly string[] Hidden = ["Value", "SecretString"];

    private readonly AwsWire _wire = new(cloud);

    public static bool HasCli { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(directory => File.Exists(Path.Combine(directory, "aws")));

    /// <param name="service">The CLI's name for it, such as <c>ssm</c>.</param>
    /// <param name="operation">The API's name for it, such as <c>PutParameter</c>.</param>
    /// <param name="parameters">As the API takes them.</param>
    /// <param name="region">Where; without one the primary region.</param>
    /// <param name="stopping">Ends the wait for it.</param>
    /// <returns>The call, as it would be typed.</returns>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public async Task<string> CallAsync(string service, string operation, JsonObject parameters, string? region, CancellationToken stopping)
    {
        var where = region ?? cloud.Options.PrimaryRegion;
        var typed = Typed(service, operation, parameters, region);
        if (!HasCli)
        {
            if (service == "secretsmanager" && parameters["SecretString"] is not null)
            {
                parameters["ClientRequestToken"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();     // the CLI adds one by itself
            }

            (await _wire.CallAsync(service, operation, parameters, where)).RequireSuccess();
            return typed;
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, parameters.ToJsonString(), stopping);
            var start = new ProcessStartInfo("aws", [service, Kebab(operation), "--region", where, "--cli-input-json", "file://" + file]);
            foreach (var (name, value) in cloud.DeveloperEnvironment())
            {
                start.Environment[name] = value;
            }

            await using var aws = ChildProcess.Start(start);
            return await aws.Completion.WaitAsync(stopping) == 0
                ? typed
                : throw new InvalidOperationException($"{typed}: {string.Join(' ', aws.StandardError).Trim()}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose() => _wire.Dispose();

    private static string Typed(string service, string operation, JsonObject parameters, string? region)
    {
        var options = parameters.Select(parameter => $"--{Kebab(parameter.Key)}{Shown(parameter.Key, parameter.Value!)}");
        return string.Join(' ', [$"aws {service} {Kebab(operation)}", .. options, .. region is null ? Array.Empty<string>() : [$"--region {region}"]]);
    }

    private static string Shown(string name, JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => "",
        _ when Hidden.Contains(name, StringComparer.Ordinal) => " file://...",
        JsonValueKind.String when value.GetValue<string>() is var text => " " + (text.Contains('"', StringComparison.Ordinal) || text.Contains(' ', StringComparison.Ordinal) ? $"'{text}'" : text),
        JsonValueKind.Array => " " + string.Join(' ', value.AsArray().Select(item => item is JsonObject tag ? $"Key={tag["Key"]},Value={tag["Value"]}" : item!.ToString())),
        _ => " " + value.ToJsonString(),
    };

    private static string Kebab(string name) => Capital().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
