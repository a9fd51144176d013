namespace LocalCloud.Git;

/// <summary>Advertisements and fetches: what git answers without changing anything.</summary>
internal sealed class FetchHandler(Capabilities capabilities, Backends backends)
{
    /// <summary>Most bytes of a fetch request, decompressed. git http-backend itself stops at 10 MiB.</summary>
    private const int MaxRequestBytes = 64 << 20;

    public async Task AdvertiseAsync(Exchange exchange, BareRepository repository)
    {
        var cancellation = exchange.Http.RequestAborted;
        using var backend = backends.Start(exchange, repository);
        using var killed = cancellation.Register(backend.Kill);
        backend.Input.Close();
        await backend.ReadHeadersAsync(exchange.Http.Response, cancellation);
        await Advertisement.RewriteAsync(backend.Output, exchange.Url.Service, capabilities, exchange.Response, cancellation);
        exchange.Entry.Diagnostics = await backend.EndAsync(cancellation);
    }

    /// <summary>What git http-backend answers to a lone flush: nothing.</summary>
    public static Task ProbeAsync(Exchange exchange)
    {
        exchange.Http.Response.ContentType = $"application/x-{exchange.Url.Service}-result";
        return Task.CompletedTask;
    }

    public async Task FetchAsync(Exchange exchange, BareRepository repository)
    {
        var cancellation = exchange.Http.RequestAborted;
        var body = await exchange.Body.ReadAllAsync(MaxRequestBytes, cancellation);
        var request = await FetchRequest.ParseAsync(body, cancellation);
        (exchange.Entry.Capabilities, exchange.Entry.Wants, exchange.Entry.Haves) = (request.Asked, request.Wants, request.Haves);

        var wrong = request.IsV2
            ? capabilities.UnadvertisedV2(request.Negotiated)
            : capabilities.Unadvertised(exchange.Url.Service, request.Negotiated, repository.IsSha256);
        if (wrong is not null)
        {
            exchange.Http.Response.ContentType = "application/x-git-upload-pack-result";
            await exchange.Response.WriteAsync(PktLine.Encode($"ERR capability was not advertised: {wrong}\n"), cancellation);
            return;
        }

        using var backend = backends.Start(exchange, repository);
        using var killed = cancellation.Register(backend.Kill);
        await backend.FeedAsync(body);
        backend.Input.Close();
        await backend.ReadHeadersAsync(exchange.Http.Response, cancellation);

        var faults = exchange.Faults;
        await (faults.CorruptPackAt is not null || faults.CorruptPackTrailer
            ? new PackCorruptor(exchange.Response, faults.CorruptPackAt, faults.CorruptPackTrailer).CopyAsync(backend.Output, cancellation)
            : exchange.Response.CopyFromAsync(backend.Output, cancellation));
        exchange.Entry.Diagnostics = await backend.EndAsync(cancellation);
    }
}
