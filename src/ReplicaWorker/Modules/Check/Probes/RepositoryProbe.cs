using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Check.Checks;
using ReplicaWorker.Modules.GitMirror;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>What the mirror writes, on one replica that is ours: a branch that mirroring leaves alone, and what stands there already, once more.</summary>
internal sealed class RepositoryProbe(CheckClients clients, GitRemotes remotes, MirroredRepository first, ProbeName name, TimeProvider time) : IProbeSource
{
    private const string Policy = "iam/task-role.json";

    public IEnumerable<Probe> Plan(CheckScope scope) => scope.Replicas.Select(region => In(region, scope));

    private Probe In(string region, CheckScope scope)
    {
        var ours = ProbeRef.Prefix + name.Path;
        return new(
            region,
            [
                new(Row("git", "push to replicas", "codecommit:GitPush", token => PushAsync(region, scope, ours, token)), IsNeeded: true),
                new(Row("codecommit", "create repositories", "codecommit:CreateRepository", async token =>
                {
                    // The name is taken, as we have just seen: who may not create is told that instead.
                    try
                    {
                        await clients.CodeCommit(region).CreateRepositoryAsync(new() { RepositoryName = await ReplicaAsync(scope, token) }, token);
                        return Warns("it was created: somebody has just deleted it");
                    }
                    catch (RepositoryNameExistsException)
                    {
                        return Works("by a name that is taken");
                    }
                })),
                new(Row("codecommit", "tag repositories", "codecommit:TagResource", async token =>
                {
                    var replica = await FindAsync(region, scope, token);
                    var tags = await clients.CodeCommit(region).ListTagsForResourceAsync(new() { ResourceArn = replica.Arn }, token);
                    if (tags.Tags is not { Count: > 0 } standing)
                    {
                        return Untried("it has no tag that could be written once more");
                    }

                    await clients.CodeCommit(region).TagResourceAsync(new() { ResourceArn = replica.Arn, Tags = standing }, token);
                    return Works("the tags that it has");
                })),
                new(Row("codecommit", "describe repositories anew", "codecommit:UpdateRepositoryDescription", async token =>
                {
                    var replica = await FindAsync(region, scope, token);
                    await clients.CodeCommit(region).UpdateRepositoryDescriptionAsync(
                        new() { RepositoryName = replica.RepositoryName, RepositoryDescription = replica.RepositoryDescription }, token);
                    return Works("the description that it has");
                })),
                new(Row("codecommit", "set default branches", "codecommit:UpdateDefaultBranch", async token =>
                {
                    var replica = await FindAsync(region, scope, token);
                    if (replica.DefaultBranch is not { } branch)
                    {
                        return Untried("it has no default branch");
                    }

                    await clients.CodeCommit(region).UpdateDefaultBranchAsync(new() { RepositoryName = replica.RepositoryName, DefaultBranchName = branch }, token);
                    return Works("the one that it has");
                })),
            ],
            new(Row("git", "delete branches of replicas", "codecommit:GitPush", async token =>
            {
                var remote = remotes.Open(region, await ReplicaAsync(scope, token));
                await DeleteAsync(remote, await remote.ListForPushAsync(token), listed => listed == ours, token);
                return Works();
            })));

        CheckItem Row(string service, string ability, string needs, Func<CancellationToken, Task<Observation>> tryAsync) =>
            new(region, service, ability, needs, Policy, tryAsync);
    }

    private async Task<Observation> PushAsync(string region, CheckScope scope, string ours, CancellationToken stopping)
    {
        if (await SourceAsync(scope, stopping) is not { } source)
        {
            return Untried("there is no repository to try it on");
        }

        var remote = remotes.Open(region, scope.Git.ReplicaOf(source));
        RefListing listing;
        try
        {
            listing = await remote.ListForPushAsync(stopping);
        }
        catch (GitRepositoryNotFoundException)
        {
            return Untried("the replica is not there yet");
        }

        if (!await IsOursAsync(region, scope, source, stopping))
        {
            return Untried($"{scope.Git.ReplicaOf(source)} is not ours");
        }

        await DeleteAsync(remote, listing, listed => IsLeftover(listed), stopping);
        if (listing.Refs.FirstOrDefault(listed => listed.Name.StartsWith("refs/heads/", StringComparison.Ordinal) && !ProbeRef.IsProbe(listed.Name)) is not { } tip)
        {
            return Untried("the replica has no branch yet");
        }

        Require(await remote.PushAsync(listing, [new(ours, listing.Format.Zero, tip.Id)], stopping), ours);
        return (await remote.ListForPushAsync(stopping)).Find(ours) == tip.Id
            ? Works($"{ours} of {scope.Git.ReplicaOf(source)}")
            : throw new ItemFailedException($"{ours} was pushed and is not there");
    }

    private bool IsLeftover(string listed) => ProbeRef.IsProbe(listed) && name.IsLeftover(listed[ProbeRef.Prefix.Length..], time.GetUtcNow());

    private static async Task DeleteAsync(GitRemote remote, RefListing listing, Func<string, bool> which, CancellationToken stopping)
    {
        RefCommand[] deletions = [.. listing.Refs.Where(listed => which(listed.Name)).Select(listed => new RefCommand(listed.Name, listed.Id, listing.Format.Zero))];
        if (deletions.Length > 0)
        {
            Require(await remote.PushAsync(listing, deletions, stopping), deletions[0].Name);
        }
    }

    private static void Require(PushReport report, string pushed)
    {
        if (report.Refused.TryGetValue(pushed, out var reason))
        {
            throw new ItemFailedException($"the server refuses {pushed}: {reason}");
        }
    }

    private async Task<bool> IsOursAsync(string region, CheckScope scope, string source, CancellationToken stopping)
    {
        if (scope.Git.Repositories.ContainsKey(source))
        {
            return true;
        }

        var replica = await FindAsync(region, scope, stopping);
        var tags = await clients.CodeCommit(region).ListTagsForResourceAsync(new() { ResourceArn = replica.Arn }, stopping);
        return new OwnershipMark(scope.Replica).IsOurs(tags.Tags ?? []);
    }

    private async Task<string?> SourceAsync(CheckScope scope, CancellationToken stopping) =>
        scope.Git.Repositories.Keys.Order(StringComparer.Ordinal).FirstOrDefault() ?? await first.NameAsync(scope, stopping);

    private async Task<string> ReplicaAsync(CheckScope scope, CancellationToken stopping) =>
        scope.Git.ReplicaOf(await SourceAsync(scope, stopping) ?? throw new ItemFailedException("there is no repository to try it on"));

    private async Task<RepositoryMetadata> FindAsync(string region, CheckScope scope, CancellationToken stopping) =>
        (await clients.CodeCommit(region).GetRepositoryAsync(new() { RepositoryName = await ReplicaAsync(scope, stopping) }, stopping)).RepositoryMetadata
        ?? throw new ItemFailedException("GetRepository answered without a repository");
}
