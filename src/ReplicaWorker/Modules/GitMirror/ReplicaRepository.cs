using Amazon.CodeCommit.Model;
using Amazon.Runtime;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>The replica side of one repository in one region: whether it is there, whether it is ours, and what it holds.</summary>
/// <param name="region">The replica region.</param>
/// <param name="name">The replica's name there.</param>
/// <param name="isNamed">Configuration names it as a replica, so it is ours without a tag.</param>
/// <param name="remote">Where git finds it.</param>
/// <param name="store">The CodeCommit API.</param>
/// <param name="mark">Our tags.</param>
internal sealed class ReplicaRepository(
    string region, string name, bool isNamed, GitRemote remote, MirrorStore store, OwnershipMark mark)
{
    /// <summary>How often a repository that was just created is looked for before git must have seen it too.</summary>
    private const int SightingsAfterCreation = 6;

    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>(StringComparer.Ordinal);

    private Task<RepositoryMetadata?>? _metadata;

    public string Region => region;

    public string Name => name;

    public GitRemote Remote => remote;

    /// <summary>Whether this run created it, or would in a dry run.</summary>
    public bool IsCreated { get; private set; }

    /// <summary>What the API says of it, asked once and early; null when it knows no such repository.</summary>
    public Task<RepositoryMetadata?> MetadataAsync(CancellationToken stopping) =>
        _metadata ??= store.FindAsync(region, name, stopping);

    /// <summary>As <see cref="MetadataAsync"/>, asked again: a first push sets the default branch, for one.</summary>
    public Task<RepositoryMetadata?> RefreshAsync(CancellationToken stopping) =>
        _metadata = store.FindAsync(region, name, stopping);

    /// <summary>Lists its refs, as they can be pushed to.</summary>
    /// <param name="create">Creates the repository when git finds none and the API confirms it; null when it must not be created.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    /// <returns>Null for a repository that would be created, in a dry run or behind a fence.</returns>
    public async Task<RefListing?> ListAsync(Func<CancellationToken, Task<bool>>? create, CancellationToken stopping)
    {
        try
        {
            return await remote.ListForPushAsync(stopping);
        }
        catch (GitRepositoryNotFoundException missing)
        {
            // Git's word is not enough to create something: the API must say the same.
            if (await MetadataAsync(stopping) is not null)
            {
                throw;
            }

            if (create is null)
            {
                throw new ItemFailedException($"there is no repository {name} in {region}, and GitMirror__CreateMissing is false", missing);
            }
        }

        IsCreated = true;
        return await create(stopping) ? await ListCreatedAsync(stopping) : null;
    }

    /// <summary>Whether it may be written. Reads only.</summary>
    /// <param name="listing">What it holds.</param>
    /// <param name="adopt">A human says that it is ours.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<Claim> ClaimAsync(RefListing listing, bool adopt, CancellationToken stopping)
    {
        if ((isNamed && !adopt) || IsCreated)
        {
            return default;
        }

        var arn = (await MetadataAsync(stopping))?.Arn;
        var isTagged = arn is not null && mark.IsOurs(await store.TagsAsync(region, arn, stopping));
        return isTagged ? default
            : !adopt && !isNamed && !listing.Refs.IsEmpty
                ? new($"{name} in {region} is not empty, neither named in GitMirror__Repositories nor tagged as ours; \"mirror --adopt\" tags it")
            : new(ToTag: arn);
    }

    /// <summary>Puts our tag on it.</summary>
    public Task TagAsync(string arn, CancellationToken stopping) => store.TagAsync(region, arn, mark.Tags, stopping);

    /// <summary>Creates it, with the source's description and tags, and our mark.</summary>
    /// <remarks>A source whose tags cannot be read still gets its replica, without them, and the failure is reported.</remarks>
    public async Task<bool> CreateAsync(MirrorSource source, string? kmsKey, MirrorJournal journal, CancellationToken stopping)
    {
        var tags = NoTags;
        try
        {
            tags = await source.TagsAsync(stopping);
        }
        catch (AmazonServiceException unreadable)
        {
            journal.Fail($"{source.Name} tags", unreadable);
        }

        var description = (await source.Metadata)?.RepositoryDescription;
        if (await store.CreateAsync(region, name, description, kmsKey, mark.OnACopyOf(tags), stopping))
        {
            journal.ChangedOther("created");
        }

        await RefreshAsync(stopping);
        return true;
    }

    /// <summary>The API knows a new repository before git does.</summary>
    private async Task<RefListing> ListCreatedAsync(CancellationToken stopping)
    {
        for (var sighting = 1; ; sighting++)
        {
            try
            {
                return await remote.ListForPushAsync(stopping);
            }
            catch (GitRepositoryNotFoundException) when (sighting < SightingsAfterCreation)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250 * (1 << sighting)), stopping);
            }
        }
    }
}

/// <summary>Whether a repository is ours.</summary>
/// <param name="Refusal">Why it must be left alone; null: it is ours.</param>
/// <param name="ToTag">Its ARN, when it is ours and does not say so yet.</param>
internal readonly record struct Claim(string? Refusal = null, string? ToTag = null);
