using System.Buffers.Binary;
using ReplicaWorker.Git.Http;
using ReplicaWorker.Git.Packs;
using ReplicaWorker.Git.Protocol;

namespace ReplicaWorker.Git;

/// <summary>One repository on a smart HTTP server. Nothing of it is ever kept here: neither refs nor objects.</summary>
/// <remarks>Every method throws <see cref="GitException"/> when the server cannot be used; the case says how.</remarks>
public sealed class GitRemote(HttpClient http, Uri repository, GitAuthorization authorize, GitLimits? limits = null)
{
    /// <summary>Who we are; sent as <c>agent</c> only to servers that say who they are, since CodeCommit refuses pushes that carry it.</summary>
    private static readonly string Agent = "replica-worker/" + typeof(GitRemote).Assembly.GetName().Version?.ToString(3);

    private readonly GitLimits _limits = limits ?? GitLimits.Default;
    private readonly SmartHttp _http = new(http, repository, authorize, limits ?? GitLimits.Default, Agent);

    public Uri Repository => repository;

    /// <summary>What was asked of it so far.</summary>
    public GitTraffic Traffic => _http.Traffic;

    /// <summary>Lists the refs that can be fetched: by protocol v2 where the server speaks it, else by v0.</summary>
    /// <param name="prefixes">Only refs that begin so are needed; others may be listed all the same.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    /// <exception cref="GitException">The list could not be read whole. Never an empty list instead.</exception>
    public async Task<RefListing> ListAsync(IReadOnlyCollection<string> prefixes, CancellationToken stopping)
    {
        RefListing advertised;
        await using (var body = await _http.GetAdvertisementAsync(UploadPack.Service, V2.Header, stopping))
        {
            advertised = await Advertisement.ReadAsync(body, UploadPack.Service, _limits, stopping);
        }

        if (advertised.ProtocolVersion != 2)
        {
            return advertised;
        }

        await using var answer = await PostAsync(UploadPack.Service, LsRefs.Request(advertised, prefixes, Agent), advertised, stopping);
        return await LsRefs.ReadAsync(answer, advertised, _limits, stopping);
    }

    /// <summary>Lists the refs that can be pushed to, as receive-pack advertises them. Needs the right to push, not to pull.</summary>
    /// <exception cref="GitException">The list could not be read whole. Never an empty list instead.</exception>
    public async Task<RefListing> ListForPushAsync(CancellationToken stopping)
    {
        await using var body = await _http.GetAdvertisementAsync(ReceivePack.Service, protocol: null, stopping);
        var listing = await Advertisement.ReadAsync(body, ReceivePack.Service, _limits, stopping);
        return listing.ProtocolVersion == 0 ? listing : throw new GitProtocolException("protocol v2 has no push");
    }

    /// <summary>Which of the given objects the source has, reachable from its refs or not.</summary>
    /// <param name="listing">What the source has; it must not be empty, since a question needs a want.</param>
    /// <param name="tips">Ids to ask for.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<IReadOnlySet<ObjectId>> WhichAreKnownAsync(
        RefListing listing, IReadOnlyCollection<ObjectId> tips, CancellationToken stopping)
    {
        var known = new HashSet<ObjectId>();
        foreach (var batch in tips.Chunk(Acknowledgements.BatchSize(listing)))
        {
            var question = UploadPack.Ask(listing, listing.Refs[0].Id, batch, Agent);
            await using var answer = await PostAsync(UploadPack.Service, question, listing, stopping);
            known.UnionWith(await Acknowledgements.ReadAsync(answer, listing, stopping));
        }

        return known;
    }

    internal async Task<FetchedPack> FetchAsync(RefListing listing, FetchRequest fetch, CancellationToken stopping)
    {
        var answer = await PostAsync(UploadPack.Service, UploadPack.Fetch(listing, fetch, _limits, Agent), listing, stopping);
        return await FetchedPack.OpenAsync(answer, listing, stopping);
    }

    /// <summary>Pushes commands with a pack that is still on its way.</summary>
    internal async Task<PushReport> PushAsync(
        RefListing listing, IReadOnlyList<RefCommand> commands, PackTap pack, CancellationToken stopping)
    {
        await pack.UntilFlowingAsync(stopping);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, pack.Broken);
        using var silence = new Silence(_http.Host, _limits.Silence, either.Token);
        using var content = new PushContent(ReceivePack.Commands(listing, commands, Agent), pack, silence, Traffic);
        try
        {
            return await PushAsync(listing, commands, content, either.Token);
        }
        catch (Exception e) when (pack.Failure is not null && !stopping.IsCancellationRequested)
        {
            // However the request ended, it ended because the pack had.
            throw new GitTransportException($"the push to {_http.Host} was broken off: {pack.Failure.Message}", e);
        }
    }

    /// <summary>Pushes commands that need no object from elsewhere: deletions, and refs to what the target has already.</summary>
    public async Task<PushReport> PushAsync(RefListing listing, IReadOnlyList<RefCommand> commands, CancellationToken stopping)
    {
        // A pack is mandatory as soon as one command is no deletion, and forbidden when all are.
        var isDeleteOnly = commands.All(c => c.New == listing.Format.Zero);
        byte[] body = [.. ReceivePack.Commands(listing, commands, Agent).Span, .. isDeleteOnly ? [] : EmptyPack(listing.Format)];
        using var content = new ByteArrayContent(body);
        Traffic.CountSent(body.Length);
        return await PushAsync(listing, commands, content, stopping);
    }

    private async Task<PushReport> PushAsync(
        RefListing listing, IReadOnlyList<RefCommand> commands, HttpContent content, CancellationToken stopping)
    {
        // The target answers when it has unpacked and its hooks have run, however long that takes: the run's own limit ends it.
        await using var answer = await _http.PostAsync(ReceivePack.Service, content, protocol: null, Timeout.InfiniteTimeSpan, stopping);
        return await ReceivePack.ReadReportAsync(answer, listing, commands, stopping);
    }

    private Task<Stream> PostAsync(string service, ReadOnlyMemory<byte> body, RefListing listing, CancellationToken stopping)
    {
        Traffic.CountSent(body.Length);
        var protocol = listing.ProtocolVersion == 2 ? V2.Header : null;
        return _http.PostAsync(service, new ReadOnlyMemoryContent(body), protocol, _limits.Silence, stopping);
    }

    /// <summary>A pack of no objects: a header and its hash.</summary>
    private static byte[] EmptyPack(ObjectFormat format)
    {
        Span<byte> header = stackalloc byte[12];
        "PACK"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], 2);
        using var hash = format.CreateHash();
        hash.AppendData(header);
        return [.. header, .. hash.GetHashAndReset()];
    }
}
