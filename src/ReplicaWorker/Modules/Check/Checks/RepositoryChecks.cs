using System.Collections.Immutable;
using Amazon.CodeCommit.Model;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.GitMirror;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>What the mirror needs of CodeCommit: its API, and its git endpoints, which are other hosts.</summary>
/// <remarks>Of git only the advertisements are read: <c>upload-pack</c>'s of the source, <c>receive-pack</c>'s of the replica. Nothing is pushed.</remarks>
internal sealed class RepositoryChecks(CheckClients clients, GitRemotes remotes, MirroredRepository first) : ICheckSource
{
    private const string Policy = "iam/task-role.json";

    /// <summary>Repositories that are looked at, of those that configuration names: what holds for these holds for more.</summary>
    private const int Most = 10;

    public IEnumerable<CheckItem> Plan(CheckScope scope)
    {
        yield return new(scope.Primary, "codecommit", "list repositories", "codecommit:ListRepositories", Policy, async token =>
        {
            await clients.CodeCommit(scope.Primary).ListRepositoriesAsync(new(), token);
            return Works();
        });

        ImmutableArray<string?> named = [.. scope.Git.Repositories.Keys.Order(StringComparer.Ordinal).Take(Most)];
        foreach (var name in named.IsEmpty ? [null] : named)
        {
            foreach (var check in Source(scope, name).Concat(scope.Replicas.SelectMany(region => Replica(scope, region, name))))
            {
                yield return check;
            }
        }
    }

    private IEnumerable<CheckItem> Source(CheckScope scope, string? name) =>
    [
        new(scope.Primary, "codecommit", "describe " + Shown(name), "codecommit:GetRepository", Policy, On(scope, name, async (source, token) =>
        {
            await FindSourceAsync(scope, source, name, token);
            return Works(source);
        })),
        new(scope.Primary, "codecommit", "read tags of " + Shown(name), "codecommit:ListTagsForResource", Policy, On(scope, name, async (source, token) =>
        {
            var found = await FindSourceAsync(scope, source, name, token);
            await clients.CodeCommit(scope.Primary).ListTagsForResourceAsync(new() { ResourceArn = found.Arn }, token);
            return Works(source);
        })),
        new(scope.Primary, "git", "pull " + Shown(name), "codecommit:GitPull", Policy, On(scope, name, async (source, token) =>
        {
            var listing = await remotes.Open(scope.Primary, source).ListAsync(["refs/heads/"], token);
            return Works($"{source}, {listing.Refs.Length} refs");
        })),
    ];

    private IEnumerable<CheckItem> Replica(CheckScope scope, string region, string? name) =>
    [
        new(region, "codecommit", "describe the replica of " + Shown(name), "codecommit:GetRepository", Policy, On(scope, name, async (source, token) =>
            await FindAsync(region, scope.Git.ReplicaOf(source), token) is { RepositoryName: { } replica } ? Works(replica) : Absent(scope, source))),
        new(region, "codecommit", "read tags of the replica of " + Shown(name), "codecommit:ListTagsForResource", Policy, On(scope, name, async (source, token) =>
        {
            if (await FindAsync(region, scope.Git.ReplicaOf(source), token) is not { } replica)
            {
                return Untried("the replica is not there yet");
            }

            await clients.CodeCommit(region).ListTagsForResourceAsync(new() { ResourceArn = replica.Arn }, token);
            return Works(replica.RepositoryName ?? "");
        })),
        new(region, "git", "be let in to push to the replica of " + Shown(name), "codecommit:GitPush", Policy, On(scope, name, async (source, token) =>
        {
            var replica = scope.Git.ReplicaOf(source);
            try
            {
                var listing = await remotes.Open(region, replica).ListForPushAsync(token);
                return Works($"{replica}, {listing.Refs.Length} refs");
            }
            catch (GitRepositoryNotFoundException)
            {
                return Untried("the replica is not there yet");
            }
        })),
    ];

    private static string Shown(string? name) => name ?? "the first repository included";

    private static Observation Absent(CheckScope scope, string source) => scope.Git.CreateMissing
        ? Works($"{scope.Git.ReplicaOf(source)} is not there yet: the mirror creates it")
        : throw new MisconfiguredException($"there is no repository {scope.Git.ReplicaOf(source)}, and GitMirror__CreateMissing is false");

    private Func<CancellationToken, Task<Observation>> On(CheckScope scope, string? name, Func<string, CancellationToken, Task<Observation>> look) => async token =>
    {
        string? source;
        try
        {
            source = name ?? await first.NameAsync(scope, token);
        }
        catch (Exception unlisted) when (!token.IsCancellationRequested && Meaning.Of(unlisted) != ExitCode.Bug)
        {
            // That it cannot be listed is a row of its own, of the primary region's.
            return Untried($"which repository is the first cannot be told: {scope.Primary} does not list them");
        }

        return source is null
            ? Untried($"{scope.Primary} has no repository that GitMirror__Include and GitMirror__Exclude let through")
            : await look(source, token);
    };

    private async Task<RepositoryMetadata> FindSourceAsync(CheckScope scope, string source, string? configured, CancellationToken stopping) =>
        await FindAsync(scope.Primary, source, stopping)
        ?? throw new MisconfiguredException($"there is no repository {source} in {scope.Primary}" + (configured is null ? "" : ", which GitMirror__Repositories names"));

    private async Task<RepositoryMetadata?> FindAsync(string region, string name, CancellationToken stopping)
    {
        try
        {
            return (await clients.CodeCommit(region).GetRepositoryAsync(new() { RepositoryName = name }, stopping)).RepositoryMetadata;
        }
        catch (RepositoryDoesNotExistException)
        {
            return null;
        }
    }
}
