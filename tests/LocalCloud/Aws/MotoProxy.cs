using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCloud.Aws;

/// <summary>Passes a call on to moto and its answer back, headers and bodies as they are.</summary>
internal sealed class MotoProxy(Uri moto) : IDisposable
{
    private static readonly string[] HopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Expect"];

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    public async Task ForwardAsync(HttpContext context, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var answer = await SendAsync(context, body, cancellation);
        context.Response.StatusCode = (int)answer.StatusCode;

        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        var content = await answer.Content.ReadAsByteArrayAsync(cancellation);
        if (!HttpMethods.IsHead(context.Request.Method) && content.Length > 0)
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content, cancellation);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpContext context, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var incoming = context.Request;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;    // as signed, not decoded
        using var outgoing = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(moto, target));
        outgoing.Content = new ReadOnlyMemoryContent(body);

        foreach (var (name, values) in incoming.Headers)
        {
            if (!HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !outgoing.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                outgoing.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return await _client.SendAsync(outgoing, cancellation);
    }
}
