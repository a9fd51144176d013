using System.Runtime.CompilerServices;
using Amazon;
using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using Amazon.Runtime;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Repositories as the CodeCommit API has them: everything about them that git cannot say.</summary>
/// <remarks>
/// Calls throw what the SDK throws, after its own retries. Only "the service says there is none" is null.
/// </remarks>
internal sealed class MirrorStore(AWSCredentials credentials) : IDisposable
{
    private readonly Regional<AmazonCodeCommitClient> _clients = new(name => new(
        credentials,
        new AmazonCodeCommitConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(name),
            Timeout = TimeSpan.FromSeconds(15),
        }));

    /// <summary>One repository, or null when the service says that there is none.</summary>
    public async Task<RepositoryMetadata?> FindAsync(string region, string name, CancellationToken stopping)
    {
        try
        {
            var response = await In(region).GetRepositoryAsync(new() { RepositoryName = name }, stopping);
            return response.RepositoryMetadata
                ?? throw new ItemFailedException($"GetRepository of {name} in {region} answered without a repository");
        }
        catch (RepositoryDoesNotExistException)
        {
            return null;
        }
    }

    /// <summary>The name of every repository, page by page.</summary>
    public async IAsyncEnumerable<string> ListNamesAsync(string region, [EnumeratorCancellation] CancellationToken stopping)
    {
        string? next = null;
        do
        {
            var page = await In(region).ListRepositoriesAsync(new() { NextToken = next }, stopping);
            foreach (var repository in page.Repositories ?? [])
            {
                yield return repository.RepositoryName
                    ?? throw new ItemFailedException($"ListRepositories in {region} answered a repository without a name");
            }

            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>All tags of a repository.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TagsAsync(string region, string arn, CancellationToken stopping)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await In(region).ListTagsForResourceAsync(new() { ResourceArn = arn, NextToken = next }, stopping);
            foreach (var (key, value) in page.Tags ?? [])
            {
                tags[key] = value;
            }

            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return tags;
    }

    /// <summary>Creates a repository. Somebody who was faster did our work, if what they made turns out to be ours.</summary>
    /// <returns>False when it stood there already.</returns>
    public async Task<bool> CreateAsync(
        string region, string name, string? description, string? kmsKey, Dictionary<string, string> tags, CancellationToken stopping)
    {
        try
        {
            await In(region).CreateRepositoryAsync(
                new() { RepositoryName = name, RepositoryDescription = description, KmsKeyId = kmsKey, Tags = tags },
                stopping);
            return true;
        }
        catch (RepositoryNameExistsException)
        {
            return false;
        }
    }

    public Task TagAsync(string region, string arn, IReadOnlyDictionary<string, string> tags, CancellationToken stopping) =>
        In(region).TagResourceAsync(new() { ResourceArn = arn, Tags = new(tags, StringComparer.Ordinal) }, stopping);

    public Task SetDefaultBranchAsync(string region, string name, string branch, CancellationToken stopping) =>
        In(region).UpdateDefaultBranchAsync(new() { RepositoryName = name, DefaultBranchName = branch }, stopping);

    public Task SetDescriptionAsync(string region, string name, string? description, CancellationToken stopping) =>
        In(region).UpdateRepositoryDescriptionAsync(new() { RepositoryName = name, RepositoryDescription = description }, stopping);

    public void Dispose() => _clients.Dispose();

    private IAmazonCodeCommit In(string region) => _clients.In(region);
}
