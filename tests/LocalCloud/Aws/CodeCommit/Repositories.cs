using System.Collections.Concurrent;
using LocalCloud.Git;

namespace LocalCloud.Aws.CodeCommit;

/// <summary>What CodeCommit knows of a repository beyond what git knows.</summary>
internal sealed class Repository
{
    public required string Name { get; init; }

    public required string Region { get; init; }

    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; set; }

    public required string KmsKeyId { get; set; }

    public string? Description { get; set; }

    /// <summary>Known to have one. False means: ask git.</summary>
    public bool HasDefaultBranch { get; set; }

    public ConcurrentDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
}

/// <summary>The repositories of all regions: those made by the API, and those that appeared on the git server.</summary>
internal sealed class Repositories(GitServer git, Ids ids, TimeProvider time, string account)
{
    private readonly ConcurrentDictionary<(string Region, string Name), Repository> _known = new();

    /// <exception cref="AwsException"><c>RepositoryDoesNotExistException</c>.</exception>
    public Repository Get(string region, string name) => Find(region, name)
        ?? throw new AwsException("RepositoryDoesNotExistException", $"{name} does not exist");

    /// <summary>The git server decides what exists; one made there directly is given its metadata at first sight.</summary>
    public Repository? Find(string region, string name)
    {
        if (git.Exists(region, name))
        {
            return _known.GetOrAdd((region, name), _ => New(region, name));
        }

        _known.TryRemove((region, name), out _);
        return null;
    }

    public IReadOnlyList<Repository> All(string region)
    {
        var folder = Path.GetDirectoryName(git.PathOf(region, "any"))!;
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateDirectories(folder)
                .Select(path => Path.GetFileName(path))
                .Select(name => name.EndsWith(".git", StringComparison.Ordinal) ? name[..^".git".Length] : name)
                .Select(name => Find(region, name)).OfType<Repository>()
                .OrderBy(repository => repository.Name, StringComparer.Ordinal)];
    }

    public Repository Create(string region, string name)
    {
        git.CreateRepository(region, name);
        return Get(region, name);
    }

    public void Delete(Repository repository)
    {
        git.DeleteRepository(repository.Region, repository.Name);
        _known.TryRemove((repository.Region, repository.Name), out _);
    }

    public void Touch(Repository repository) => repository.Modified = time.GetUtcNow();

    public Branches BranchesOf(Repository repository) => new(git.PathOf(repository.Region, repository.Name));

    public string CloneUrl(Repository repository) =>
        git.EndpointTemplate.Replace("{region}", repository.Region, StringComparison.Ordinal) + "/v1/repos/" + repository.Name;

    private Repository New(string region, string name) => new()
    {
        Name = name,
        Region = region,
        Id = ids.Next(),
        Arn = $"arn:aws:codecommit:{region}:{account}:{name}",
        Created = time.GetUtcNow(),
        Modified = time.GetUtcNow(),
        KmsKeyId = $"arn:aws:kms:{region}:{account}:alias/aws/codecommit",
    };
}
