using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCloud.Git;

/// <summary>One exchange: who asks, what goes wrong on purpose, whether it is allowed, and then git.</summary>
internal sealed class GitEndpoint(
    GitServerOptions options, GitServer server, PushHooks hooks, FetchHandler fetches, PushHandler pushes)
{
    /// <summary>The first packet of a protocol v2 listing; its length tells it from a fetch.</summary>
    private const string LsRefsStart = "0014command=ls-refs\n";

    private readonly CodeCommitCredentials _signatures = new(options.AccessKeys, options.SessionTokens, options.Time);

    public async Task HandleAsync(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith(PushHooks.Prefix, StringComparison.Ordinal))
        {
            await hooks.AnswerAsync(http, target);
            return;
        }

        if (GitUrl.Parse(http.Request.Method, target) is not { } url)
        {
            await AnswerAsync(http.Response, StatusCodes.Status404NotFound, "<UnknownOperationException/>");
            return;
        }

        await HandleAsync(http, url, target);
    }

    private async Task HandleAsync(HttpContext http, GitUrl url, string target)
    {
        var request = http.Request;
        var wire = new RequestBody(request.Body, options.Time);
        var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(wire, CompressionMode.Decompress) : (Stream)wire;
        try
        {
            var start = new byte[LsRefsStart.Length];
            var got = url.Advertisement ? 0 : await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, http.RequestAborted);
            body = new PrefixedStream(start.AsMemory(0, got), body);

            var entry = new GitRequest
            {
                Region = url.Region,
                Repository = url.Repository,
                Method = request.Method,
                Operation = OperationOf(url, Encoding.ASCII.GetString(start, 0, got)),
                Service = url.Service,
                Path = target,
                Protocol = request.Headers["Git-Protocol"].FirstOrDefault(),
                ContentLength = request.ContentLength,
            };
            server.Log(entry);
            await HandleAsync(new(http, url, entry, body, server.Faults.Match(url.Region, url.Repository, entry.Operation)), wire);
        }
        catch (RequestCutException)
        {
            // Before the exchange was known there is nothing to log it under; after that, Exchange has done so.
            http.Abort();
        }
    }

    private async Task HandleAsync(Exchange exchange, RequestBody wire)
    {
        wire.Attach(exchange.Entry, exchange.Faults);
        try
        {
            foreach (var fault in exchange.Faults.Faults)
            {
                await Task.Delay(fault.Delay, options.Time, exchange.Http.RequestAborted);
                await (fault.Before?.Invoke() ?? Task.CompletedTask);
            }

            await AnswerAsync(exchange);
        }
        catch (ResponseCutException)
        {
            exchange.Entry.Aborted = true;
        }
        catch (Exception e) when (e is RequestCutException or OperationCanceledException)
        {
            exchange.Entry.Aborted = true;
            exchange.Http.Abort();
        }
        finally
        {
            exchange.Entry.Status = exchange.Http.Response.StatusCode;
        }
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        var (response, url) = (exchange.Http.Response, exchange.Url);
        var repository = server.Repository(url.Region, url.Repository);
        ResponseBody.Announce(response, exchange.Faults);

        if (exchange.Faults.ReplacesAnswer)
        {
            await ReplaceAsync(exchange);
        }
        else if (Refuse(exchange) is { } refusal)
        {
            await AnswerAsync(response, refusal.Status, refusal.Body);
        }
        else if (!repository.Exists)
        {
            await AnswerAsync(response, StatusCodes.Status404NotFound, "<RepositoryDoesNotExistException/>");
        }
        else if (options.Strict && url is { Advertisement: false, Service: "git-upload-pack" } && exchange.Entry.ContentLength is null)
        {
            // isomorphic-git, src/commands/fetch.js: CodeCommit hangs up when a fetch comes without Content-Length.
            response.Headers.Connection = "close";
            await AnswerAsync(response, StatusCodes.Status411LengthRequired, "");
        }
        else
        {
            await RunAsync(exchange, repository);
        }
    }

    private Task RunAsync(Exchange exchange, BareRepository repository) => exchange.Entry.Operation switch
    {
        GitOperation.UploadPackAdvertisement or GitOperation.ReceivePackAdvertisement => fetches.AdvertiseAsync(exchange, repository),
        GitOperation.LsRefs or GitOperation.Fetch => fetches.FetchAsync(exchange, repository),
        GitOperation.Push => pushes.PushAsync(exchange, repository),
        _ => FetchHandler.ProbeAsync(exchange),
    };

    /// <returns>The status and body to answer with; <see langword="null"/>: the client may go on.</returns>
    private (int Status, string Body)? Refuse(Exchange exchange)
    {
        var (request, response, url) = (exchange.Http.Request, exchange.Http.Response, exchange.Url);
        if (!options.Strict && options.Passwords is null)
        {
            return null;
        }

        if (Basic(request.Headers.Authorization.ToString()) is not (var user, var password))
        {
            // git asks without credentials first, and calls its credential helper when it sees this.
            response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return (StatusCodes.Status401Unauthorized, "");
        }

        exchange.Entry.User = user.Split('%')[0];
        var accepted = options.Strict
            ? _signatures.Accept(user, password, request.Host.Host, url.RepositoryPath, url.Region)
            : options.Passwords!.GetValueOrDefault(user) == password;
        return accepted ? null : (StatusCodes.Status403Forbidden, "<AccessDeniedException/>");
    }

    private static async Task ReplaceAsync(Exchange exchange)
    {
        var (response, faults, cancellation) = (exchange.Http.Response, exchange.Faults, exchange.Http.RequestAborted);
        response.StatusCode = faults.Status ?? StatusCodes.Status200OK;
        response.ContentType = faults.ContentType
            ?? (faults.Status is null ? $"application/x-{exchange.Url.Service}-{(exchange.Url.Advertisement ? "advertisement" : "result")}" : null);
        if (faults.RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = retryAfter;
        }

        if (faults.RedirectTo is { } location)
        {
            response.Headers.Location = location.AbsoluteUri;
        }

        await exchange.Response.WriteAsync(faults.Body ?? default, cancellation);
        if (faults.WriteBody is { } write)
        {
            await write(new ResponseStream(exchange.Response), cancellation);
        }
    }

    private static GitOperation OperationOf(GitUrl url, string start) => (url.Advertisement, url.Service) switch
    {
        (true, "git-upload-pack") => GitOperation.UploadPackAdvertisement,
        (true, _) => GitOperation.ReceivePackAdvertisement,
        _ when start == "0000" => GitOperation.Probe,
        (_, "git-upload-pack") => start.StartsWith(LsRefsStart.TrimEnd('\n'), StringComparison.Ordinal)
            || start.StartsWith("0013command=ls-refs", StringComparison.Ordinal) ? GitOperation.LsRefs : GitOperation.Fetch,
        _ => GitOperation.Push,
    };

    private static (string User, string Password)? Basic(string header)
    {
        const string Scheme = "Basic ";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Scheme.Length..], bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var user, var password]
            ? (user, password)
            : ("", "");
    }

    private static async Task AnswerAsync(HttpResponse response, int status, string body)
    {
        response.StatusCode = status;
        response.ContentType = "text/xml";
        await response.WriteAsync(body);
    }
}
