using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalCloud;
using LocalCloud.Processes;

namespace Demo;

/// <summary>The CodeCommit API by the AWS CLI; where there is none, by the request that it would send.</summary>
internal sealed partial class CodeCommitApi(Cloud cloud) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <returns>The call, as it was typed.</returns>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public async Task<string> CallAsync(string operation, IReadOnlyDictionary<string, string> parameters, CancellationToken stopping)
    {
        if (!Developer.HasAwsCli)
        {
            await SendAsync(operation, parameters, stopping);
            return $"CodeCommit {operation} {string.Join(", ", parameters.Select(parameter => $"{parameter.Key} = {parameter.Value}"))}";
        }

        string[] arguments =
            ["codecommit", Kebab(operation), .. parameters.SelectMany(parameter => new[] { "--" + Kebab(parameter.Key), parameter.Value })];
        var start = new ProcessStartInfo("aws", arguments);
        foreach (var (name, value) in cloud.DeveloperEnvironment())
        {
            start.Environment[name] = value;
        }

        await using var aws = ChildProcess.Start(start);
        var typed = "aws " + string.Join(' ', arguments);
        return await aws.Completion.WaitAsync(stopping) == 0
            ? typed
            : throw new InvalidOperationException($"{typed}: {string.Join(' ', aws.StandardError).Trim()}");
    }

    public void Dispose() => _http.Dispose();

    // The local cloud looks at who signs and for which region, not at the signature: there is nothing here to protect.
    private async Task SendAsync(string operation, IReadOnlyDictionary<string, string> parameters, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, cloud.AwsEndpoint);
        request.Content = new StringContent(JsonSerializer.Serialize(parameters), Encoding.UTF8, "application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "CodeCommit_20150413." + operation);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={cloud.Options.Developer.Id}/20260101/{cloud.Options.PrimaryRegion}/codecommit/aws4_request, SignedHeaders=host, Signature=00");

        using var response = await _http.SendAsync(request, stopping);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"CodeCommit {operation}: {await response.Content.ReadAsStringAsync(stopping)}");
        }
    }

    private static string Kebab(string name) => Capital().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
