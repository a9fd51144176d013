using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCloud.Kubernetes;

/// <summary>A request as it came, read to its end.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="Path">Decoded.</param>
/// <param name="Query">Decoded; a parameter that is sent twice has both values.</param>
/// <param name="Headers">All of them.</param>
/// <param name="Body">As sent.</param>
internal sealed record KubernetesRequest(
    string Method, string Target, string Path, IQueryCollection Query, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    public string UserAgent => Headers.UserAgent.ToString();

    /// <summary>Without its parameters.</summary>
    public string ContentType => Headers.ContentType.ToString().Split(';')[0].Trim().ToLowerInvariant();

    public string? BearerToken => Headers.Authorization.ToString() is var value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        ? value["Bearer ".Length..].Trim()
        : null;

    public bool DryRun => Query["dryRun"].Contains("All", StringComparer.Ordinal);

    public static async Task<KubernetesRequest> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        return new(
            request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            request.Path.Value ?? "/", request.Query, request.Headers, body.ToArray());
    }
}
