using System.Net;
using System.Net.Http.Headers;

namespace ReplicaWorker.Git.Http;

/// <summary>The HTTP side of one repository: addresses, credentials, redirects, statuses. Knows nothing of refs and packs.</summary>
/// <remarks>Source: gitprotocol-http(5).</remarks>
internal sealed class SmartHttp(HttpClient http, Uri repository, GitAuthorization authorize, GitLimits limits, string userAgent)
{
    private const int MaxRedirects = 5;
    private const int MaxExplanation = 2_048;

    /// <summary>Where the repository was found: moves when the server redirects the first request, as git's own client follows it.</summary>
    private Uri _base = repository;

    private readonly Uri _home = repository;

    public GitTraffic Traffic { get; } = new();

    public string Host => _base.Host;

    /// <summary>Asks for a service's advertisement.</summary>
    public async Task<Stream> GetAdvertisementAsync(string service, string? protocol, CancellationToken stopping)
    {
        for (var redirects = 0; ; redirects++)
        {
            var address = new Uri($"{_base.AbsoluteUri}/info/refs?service={service}");
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var response = await SendAsync(request, protocol, limits.Silence, stopping);

            if (IsRedirect(response.StatusCode))
            {
                Follow(response, address, redirects);
                continue;
            }

            return await BodyAsync(response, $"application/x-{service}-advertisement", stopping);
        }
    }

    /// <summary>Sends one request to a service.</summary>
    /// <param name="service"><c>git-upload-pack</c> or <c>git-receive-pack</c>.</param>
    /// <param name="content">With a length, or without one for a body that is streamed in chunks.</param>
    /// <param name="protocol">The Git-Protocol header, for a conversation that began with it.</param>
    /// <param name="patience">How long to wait for the answer to begin.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<Stream> PostAsync(
        string service, HttpContent content, string? protocol, TimeSpan patience, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{_base.AbsoluteUri}/{service}")) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue($"application/x-{service}-request");
        request.Headers.Accept.ParseAdd($"application/x-{service}-result");

        var response = await SendAsync(request, protocol, patience, stopping);
        return await BodyAsync(response, $"application/x-{service}-result", stopping);
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Only the first request is followed; the rest of the conversation goes where it led (git's http.followRedirects=initial).</summary>
    private void Follow(HttpResponseMessage response, Uri asked, int redirects)
    {
        using (response)
        {
            var target = response.Headers.Location is { } location
                ? new Uri(asked, location)
                : throw new GitProtocolException($"{Host} redirects to nowhere");
            if (redirects == MaxRedirects)
            {
                throw new GitProtocolException($"{Host} redirects more than {MaxRedirects} times");
            }

            if (target.Scheme != Uri.UriSchemeHttps && target.Scheme != asked.Scheme)
            {
                throw new GitProtocolException($"{Host} redirects to {target.Scheme}, which is refused");
            }

            var suffix = asked.PathAndQuery[(_base.AbsolutePath.Length)..];
            if (!target.PathAndQuery.EndsWith(suffix, StringComparison.Ordinal))
            {
                throw new GitProtocolException($"{Host} redirects to something that is not a git repository");
            }

            _base = new Uri(target.GetLeftPart(UriPartial.Authority) + target.PathAndQuery[..^suffix.Length]);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, string? protocol, TimeSpan patience, CancellationToken stopping)
    {
        request.Headers.UserAgent.ParseAdd(userAgent);
        if (protocol is not null)
        {
            request.Headers.Add("Git-Protocol", protocol);
        }

        // Credentials belong to the host they were configured for, whatever a server redirects to.
        var isHome = Uri.Compare(_base, _home, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        request.Headers.Authorization = isHome ? await authorize(_base, stopping) : null;

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        waiting.CancelAfter(patience);

        Traffic.CountRequest();
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
        }
        catch (OperationCanceledException e) when (!stopping.IsCancellationRequested)
        {
            throw e.InnerException is TimeoutException
                ? new GitTransportException($"{Host} cannot be reached in time", e)
                : new GitTransportException($"{Host} did not answer for {patience.TotalSeconds:0} seconds", e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new GitProtocolException($"{Host} sends more headers than are read", e);
        }
        catch (HttpRequestException e) when (e.InnerException is GitException why)
        {
            throw new GitTransportException($"the push to {Host} was given up: {why.Message}", why);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new GitTransportException($"{Host} cannot be reached: {Printable.Line((e.InnerException ?? e).Message)}", e);
        }
    }

    private async Task<Stream> BodyAsync(HttpResponseMessage response, string mediaType, CancellationToken stopping)
    {
        var silence = new Silence(Host, limits.Silence, stopping);
        var body = new ResponseStream(response, await response.Content.ReadAsStreamAsync(stopping), silence, Traffic);
        try
        {
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw Refusal(response, await ExplanationAsync(body));
            }

            var actual = response.Content.Headers.ContentType?.MediaType;
            return string.Equals(actual, mediaType, StringComparison.OrdinalIgnoreCase)
                ? body
                : throw new GitProtocolException($"{Host} does not speak git's smart HTTP here (content type {Printable.Line(actual ?? "none")})");
        }
        catch
        {
            await body.DisposeAsync();
            throw;
        }
    }

    private GitException Refusal(HttpResponseMessage response, string explanation)
    {
        var status = response.StatusCode;
        var message = $"{Host} answered HTTP {(int)status}" + (explanation.Length == 0 ? "" : $": {explanation}");

        // CodeCommit names the reason in the body whatever the status (facts: RepositoryDoesNotExistException, AccessDeniedException).
        if (status == HttpStatusCode.NotFound || explanation.Contains("RepositoryDoesNotExist", StringComparison.Ordinal))
        {
            return new GitRepositoryNotFoundException(message);
        }

        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return new GitDeniedException(message);
        }

        return new GitHttpException(message, status) { RetryAfter = RetryAfter(response) };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now => date - now,
        _ => null,
    };

    /// <summary>The beginning of an error's body. An explanation that cannot be read is none: the status is what counts.</summary>
    private static async Task<string> ExplanationAsync(Stream body)
    {
        var buffer = new byte[MaxExplanation];
        try
        {
            var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            return Printable.Line(System.Text.Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (GitTransportException)
        {
            return "";
        }
    }
}
