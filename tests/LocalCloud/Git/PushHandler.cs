using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Git;

/// <summary>Pushes: refused, mishandled on purpose, or applied by git.</summary>
internal sealed class PushHandler(
    GitServerOptions options, Capabilities capabilities, Backends backends, PushHooks hooks, Func<RefUpdate, Task> tell)
{
    /// <summary>CodeCommit's quota of references in one push.</summary>
    private const int MaxCommands = 4_000;

    /// <summary>Most bytes of git's answer to a push.</summary>
    private const int MaxAnswerBytes = 16 << 20;

    public async Task PushAsync(Exchange exchange, BareRepository repository)
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
        if (capabilities.Unadvertised("git-receive-pack", push.Capabilities, repository.IsSha256) is { } wrong)
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
            using var backend = backends.Start(exchange, repository, push.Configuration, push.Variables);
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
            await tell(new(url.Region, url.Repository, moved.Ref, IdOrNull(moved.Old), IdOrNull(moved.New)));
        }
    }

    private static string? IdOrNull(string id) => id.All(c => c == '0') ? null : id;

    private static async Task<ReadOnlyMemory<byte>> ConverseAsync(Exchange exchange, PushRequest request, HttpBackend backend)
    {
        var answer = AnswerAsync(backend, exchange.Http.Response);
        await Task.WhenAll(PassOnAsync(exchange.Body, request.Bytes, backend), answer);
        return await answer;
    }

    /// <summary>Feeds git. Once the request is complete, the push runs to its end even when the client is gone.</summary>
    private static async Task PassOnAsync(Stream body, ReadOnlyMemory<byte> start, HttpBackend backend)
    {
        try
        {
            // The newest bytes are held back until more come or the request is complete: git must not take a push for whole
            // that lacks its last chunk, as it would take a pack whose checksum has come.
            var (held, reserve, spare) = (start, new byte[65_536], new byte[65_536]);
            var open = true;
            while (await body.ReadAsync(spare, CancellationToken.None) is var got and > 0)
            {
                // git may stop reading early, when a pack is broken: the rest is read all the same, so that the client reads the answer.
                open = open && await backend.FeedAsync(held);
                held = spare.AsMemory(0, got);
                (spare, reserve) = (reserve, spare);
            }

            _ = open && await backend.FeedAsync(held);
            backend.Input.Close();
        }
        catch
        {
            // An unfinished request is never finished for git: it dies before it can see the end of its input.
            backend.Kill();
            throw;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> AnswerAsync(HttpBackend backend, HttpResponse response)
    {
        await backend.ReadHeadersAsync(response, CancellationToken.None);
        return await backend.Output.ReadAllAsync(MaxAnswerBytes, CancellationToken.None);
    }
}
