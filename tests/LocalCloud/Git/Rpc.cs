using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Git;

/// <summary>The three kinds of exchange that reach git: advertisements, fetches and pushes.</summary>
internal sealed class Rpc(GitServerOptions options, GitServer server, PushHooks hooks, string program)
{
    /// <summary>CodeCommit's quota of references in one push.</summary>
    private const int MaxCommands = 4_000;

    /// <summary>Most bytes of a fetch request, decompressed. git http-backend itself stops at 10 MiB.</summary>
    private const int MaxFetchBytes = 64 << 20;

    /// <summary>Most bytes of git's answer to a push.</summary>
    private const int MaxAnswerBytes = 16 << 20;

    private static readonly KeyValuePair<string, string>[] Always =
    [
        new("safe.directory", "*"),
        new("gc.auto", "0"),                                // nothing runs on behind a request
        new("receive.autogc", "false"),
    ];

    private static readonly KeyValuePair<string, string>[] AsCodeCommit =
    [
        new("uploadpack.allowTipSHA1InWant", "true"),
        new("uploadpack.allowReachableSHA1InWant", "true"),
    ];

    private readonly Capabilities _capabilities = new(options);

    private IEnumerable<KeyValuePair<string, string>> Configuration => options.Strict ? [.. Always, .. AsCodeCommit] : Always;

    public Task RunAsync(Exchange exchange, BareRepository repository) => exchange.Entry.Operation switch
    {
        GitOperation.UploadPackAdvertisement or GitOperation.ReceivePackAdvertisement => AdvertiseAsync(exchange, repository),
        GitOperation.LsRefs or GitOperation.Fetch => FetchAsync(exchange, repository),
        GitOperation.Push => PushAsync(exchange, repository),
        _ => ProbeAsync(exchange),
    };

    private async Task AdvertiseAsync(Exchange exchange, BareRepository repository)
    {
        var cancellation = exchange.Http.RequestAborted;
        using var backend = Start(exchange, repository, Configuration);
        using var killed = cancellation.Register(backend.Kill);
        backend.Input.Close();
        await backend.ReadHeadersAsync(exchange.Http.Response, cancellation);
        await Advertisement.RewriteAsync(backend.Output, exchange.Url.Service, _capabilities, exchange.Response, cancellation);
        exchange.Entry.Diagnostics = await backend.EndAsync(cancellation);
    }

    /// <summary>What git http-backend answers to a lone flush: nothing.</summary>
    private static Task ProbeAsync(Exchange exchange)
    {
        exchange.Http.Response.ContentType = $"application/x-{exchange.Url.Service}-result";
        return Task.CompletedTask;
    }

    private async Task FetchAsync(Exchange exchange, BareRepository repository)
    {
        var cancellation = exchange.Http.RequestAborted;
        var body = await ReadAllAsync(exchange.Body, MaxFetchBytes, cancellation);
        var request = await FetchRequest.ParseAsync(body, cancellation);
        (exchange.Entry.Capabilities, exchange.Entry.Wants, exchange.Entry.Haves) = (request.Asked, request.Wants, request.Haves);

        var wrong = request.IsV2
            ? _capabilities.UnadvertisedV2(request.Negotiated)
            : _capabilities.Unadvertised(exchange.Url.Service, request.Negotiated, repository.IsSha256);
        if (wrong is not null)
        {
            exchange.Http.Response.ContentType = "application/x-git-upload-pack-result";
            await exchange.Response.WriteAsync(PktLine.Encode($"ERR capability was not advertised: {wrong}\n"), cancellation);
            return;
        }

        using var backend = Start(exchange, repository, Configuration);
        using var killed = cancellation.Register(backend.Kill);
        await WriteAsync(backend.Input, body, cancellation);
        backend.Input.Close();
        await backend.ReadHeadersAsync(exchange.Http.Response, cancellation);

        var faults = exchange.Faults;
        await (faults.CorruptPackAt is not null || faults.CorruptPackTrailer
            ? new PackCorruptor(exchange.Response, faults.CorruptPackAt, faults.CorruptPackTrailer).CopyAsync(backend.Output, cancellation)
            : exchange.Response.CopyFromAsync(backend.Output, cancellation));
        exchange.Entry.Diagnostics = await backend.EndAsync(cancellation);
    }

    private async Task PushAsync(Exchange exchange, BareRepository repository)
    {
        var cancellation = exchange.Http.RequestAborted;
        var response = exchange.Http.Response;
        PushRequest push;
        try
        {
            push = await PushRequest.ReadAsync(exchange.Body, cancellation);
        }
        catch (InvalidDataException e)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            response.ContentType = MediaTypeNames.Text.Plain;
            await response.WriteAsync(e.Message, cancellation);
            return;
        }

        (exchange.Entry.Capabilities, exchange.Entry.Commands) = (push.Capabilities, push.Commands.Length);
        var fault = exchange.Faults.Push;
        var answer = Refuse(push, repository) is { } refusal
            ? await WithoutApplyingAsync(exchange, refusal.ToBytes(push), cancellation)
            : fault?.Push switch
            {
                PushFault.Ignored => await WithoutApplyingAsync(exchange, default, cancellation),
                PushFault.ClaimedOnly => await WithoutApplyingAsync(exchange, PushReport.Ok(push).ToBytes(push), cancellation),
                _ => await ApplyAsync(exchange, repository, push),
            };

        if (fault?.Push == PushFault.AnswerLost)
        {
            answer = answer[..Math.Min(answer.Length, fault.KeepAnswerBytes)];
        }

        response.ContentType ??= "application/x-git-receive-pack-result";
        await exchange.Response.WriteAsync(answer, cancellation);
    }

    private PushReport? Refuse(PushRequest push, BareRepository repository)
    {
        if (_capabilities.Unadvertised("git-receive-pack", push.Capabilities, repository.IsSha256) is { } wrong)
        {
            return PushReport.Refuse(push, $"protocol error (capability was not advertised: {wrong})", "capability was not advertised");
        }

        // The text is the user guide's (troubleshooting-git); how CodeCommit frames it is not known.
        return options.Strict && push.Commands.Length > MaxCommands
            ? PushReport.Refuse(push, "Too many reference update commands", "Too many reference update commands")
            : null;
    }

    private static async Task<ReadOnlyMemory<byte>> WithoutApplyingAsync(
        Exchange exchange, ReadOnlyMemory<byte> answer, CancellationToken cancellation)
    {
        await exchange.Body.CopyToAsync(Stream.Null, cancellation);
        return answer;
    }

    /// <summary>Lets git apply the push, tells those who listen what has moved, and returns the answer.</summary>
    private async Task<ReadOnlyMemory<byte>> ApplyAsync(Exchange exchange, BareRepository repository, PushRequest request)
    {
        var push = hooks.Begin(repository, request, exchange.Faults, refuseOffsetDeltas: options.Strict);
        try
        {
            IEnumerable<KeyValuePair<string, string>> configuration = [.. Configuration, new("core.hooksPath", push.HooksPath)];
            if (push.KeepsPack)
            {
                configuration = configuration.Append(new("receive.unpackLimit", "1"));
            }

            using var backend = Start(exchange, repository, configuration, push.Variables);
            var answer = await ConverseAsync(exchange, request, backend);
            exchange.Entry.Diagnostics = await backend.EndAsync(CancellationToken.None);
            await TellAsync(exchange.Url, repository, push);
            return await AnswerOfAsync(push, request, answer, exchange.Faults);
        }
        finally
        {
            hooks.End(push);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> AnswerOfAsync(
        PushInProgress push, PushRequest request, ReadOnlyMemory<byte> answer, StruckBy faults)
    {
        if (push.Refusal is { } refusal)
        {
            return refusal.ToBytes(request);
        }

        return faults.Refusal is { RefuseReason: { } reason }
            ? (await PushReport.ParseAsync(request, answer, CancellationToken.None)).WithReason(reason).ToBytes(request)
            : answer;
    }

    private async Task TellAsync(GitUrl url, BareRepository repository, PushInProgress push)
    {
        // CodeCommit: the first branch pushed becomes the default branch.
        if (options.Strict && !repository.HasRef(repository.Head)
            && push.Moved.FirstOrDefault(c => !c.IsDelete && c.Ref.StartsWith("refs/heads/", StringComparison.Ordinal)) is { } first)
        {
            repository.Head = first.Ref;
        }

        foreach (var moved in push.Moved)
        {
            await server.RaiseAsync(new(url.Region, url.Repository, moved.Ref, IdOrNull(moved.Old), IdOrNull(moved.New)));
        }
    }

    private static string? IdOrNull(string id) => id.All(c => c == '0') ? null : id;

    private static async Task<ReadOnlyMemory<byte>> ConverseAsync(Exchange exchange, PushRequest request, HttpBackend backend)
    {
        var answer = ReadAnswerAsync(backend, exchange.Http.Response);
        await Task.WhenAll(PassOnAsync(exchange.Body, request.Bytes, backend), answer);
        return await answer;
    }

    /// <summary>Feeds git. Once the request is complete, the push runs to its end even when the client is gone.</summary>
    private static async Task PassOnAsync(Stream body, ReadOnlyMemory<byte> start, HttpBackend backend)
    {
        try
        {
            var buffer = new byte[65_536];
            var open = await WriteAsync(backend.Input, start, CancellationToken.None);
            while (await body.ReadAsync(buffer, CancellationToken.None) is var got and > 0)
            {
                // git may stop reading early, when a pack is broken: the rest is read all the same, so that the client reads the answer.
                open = open && await WriteAsync(backend.Input, buffer.AsMemory(0, got), CancellationToken.None);
            }

            backend.Input.Close();
        }
        catch
        {
            // An unfinished request is never finished for git: it dies before it can see the end of its input.
            backend.Kill();
            throw;
        }
    }

    /// <returns>False when the reader has closed the pipe.</returns>
    private static async Task<bool> WriteAsync(Stream input, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(bytes, cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAnswerAsync(HttpBackend backend, HttpResponse response)
    {
        await backend.ReadHeadersAsync(response, CancellationToken.None);
        return await ReadAllAsync(backend.Output, MaxAnswerBytes, CancellationToken.None);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream from, int max, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        var buffer = new byte[65_536];
        while (await from.ReadAsync(buffer, cancellation) is var got and > 0)
        {
            if (all.Length + got > max)
            {
                throw new InvalidDataException($"more than {max} bytes");
            }

            await all.WriteAsync(buffer.AsMemory(0, got), cancellation);
        }

        return all.ToArray();
    }

    private HttpBackend Start(
        Exchange exchange,
        BareRepository repository,
        IEnumerable<KeyValuePair<string, string>> configuration,
        IEnumerable<KeyValuePair<string, string>>? variables = null) =>
        HttpBackend.Start(
            program,
            server.Home,
            repository,
            exchange.Url,
            exchange.Http.Request,
            options.SpeaksV2 ? exchange.Entry.Protocol : null,
            configuration,
            variables);
}
