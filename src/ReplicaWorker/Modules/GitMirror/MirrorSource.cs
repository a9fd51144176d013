using System.Collections.Concurrent;
using Amazon.CodeCommit.Model;
using Microsoft.Extensions.Logging;
using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>The source side of one repository, shared by all its replicas.</summary>
/// <param name="name">Its name in the primary region.</param>
/// <param name="remote">Where git finds it.</param>
/// <param name="find">Asks the API for it.</param>
/// <param name="tags">Reads its tags by ARN.</param>
/// <param name="hint">What the event said of one ref.</param>
/// <param name="options">Which refs are needed.</param>
/// <param name="log">Gets a line for each pack.</param>
internal sealed partial class MirrorSource(
    string name,
    GitRemote remote,
    Func<Task<RepositoryMetadata?>> find,
    Func<string, CancellationToken, Task<IReadOnlyDictionary<string, string>>> tags,
    RefHint? hint,
    GitMirrorOptions options,
    ILogger log)
{
    private readonly ConcurrentDictionary<ObjectId, bool> _known = [];
    private readonly Lazy<Task<RepositoryMetadata?>> _metadata = new(find);

    public string Name => name;

    public GitRemote Remote => remote;

    /// <summary>An event says that something has moved, so that there will be something to write.</summary>
    public bool IsHinted => hint is not null;

    /// <summary>
    /// What the API says of it, asked once; null when it knows no such repository. Faults when the API could not be asked: never
    /// read as absent.
    /// </summary>
    public Task<RepositoryMetadata?> Metadata => _metadata.Value;

    /// <summary>The tags on the source; none when the API knows no such repository.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TagsAsync(CancellationToken stopping) =>
        (await Metadata)?.Arn is { } arn ? await tags(arn, stopping) : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Lists the source's refs now.</summary>
    public Task<RefListing> ListAsync(CancellationToken stopping) =>
        remote.ListAsync([.. options.IncludeRefs.Select(LiteralPrefix).Distinct(StringComparer.Ordinal)], stopping);

    /// <summary>Which of these tips the source has, or has ever had.</summary>
    /// <param name="comparison">Where the tips come from.</param>
    /// <param name="listing">The source's refs.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<Func<ObjectId, bool>> KnownAsync(RefComparison comparison, RefListing listing, CancellationToken stopping)
    {
        var advertised = listing.Refs.Select(r => r.Id).ToHashSet();
        if (ObjectId.TryParse(hint?.OldCommitId, listing.Format, out var old))
        {
            advertised.Add(old);        // the event says that the source had it
        }

        bool IsKnown(ObjectId id) => advertised.Contains(id) || _known.ContainsKey(id);

        var doubtful = comparison.Doubtful(IsKnown);
        if (!doubtful.IsEmpty && !listing.Refs.IsEmpty)
        {
            foreach (var id in await remote.WhichAreKnownAsync(listing, doubtful, stopping))
            {
                _known[id] = true;      // what the source knew once, it keeps knowing for as long as we run
            }
        }

        return IsKnown;
    }

    /// <summary>Logs how much went through a relay, once it has; its failure is each replica's own to report.</summary>
    public void Log(RelayRun run) => _ = LogAsync(run);

    private static string LiteralPrefix(string glob) =>
        glob.IndexOfAny(['*', '?']) is >= 0 and var wildcard ? glob[..wildcard] : glob;

    private async Task LogAsync(RelayRun run)
    {
        try
        {
            var pack = await run.Pack;
            Relayed(name, pack.Objects, pack.Bytes, run.Reports.Length);
            Said(name, string.Join(" | ", pack.Progress));
        }
        catch (Exception failure) when (failure is GitException or OperationCanceledException)
        {
            // Every push that read this pack fails with the same, and says so.
        }
    }

    [LoggerMessage(LogLevel.Information, "{Repository}: relayed a pack of {PackObjects} objects, {PackBytes} bytes, to {Replicas} replicas")]
    private partial void Relayed(string repository, long packObjects, long packBytes, int replicas);

    [LoggerMessage(LogLevel.Debug, "{Repository}: the source said: {Progress}")]
    private partial void Said(string repository, string progress);
}
