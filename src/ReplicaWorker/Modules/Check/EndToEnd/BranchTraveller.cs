using ReplicaWorker.Git;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Check.Probes;
using ReplicaWorker.Modules.GitMirror;

namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>A branch that travels: a second name for a commit that the source has.</summary>
internal sealed class BranchTraveller(string? repository, CheckScope scope, GitRemotes remotes, ProbeName name, TimeProvider time) : ITraveller
{
    private const string Branches = "refs/heads/" + TravelName.Place;

    private ObjectId? _tip;

    public string Service => "git";

    public string Kind => "branch";

    public string Name => Branches + name.Path;

    public string Rule => "codecommit-reference-change";

    public string WriteNeeds => "codecommit:GitPush";

    public string RemoveNeeds => "codecommit:GitPush";

    public string? WhyNot =>
        repository is null ? $"{scope.Primary} has no repository that GitMirror__Include and GitMirror__Exclude let through"
        : !scope.Git.RepositoryFilter.Includes(repository) ? $"GitMirror__Include and GitMirror__Exclude leave {repository} out"
        : !scope.Git.RefFilter.Includes(Name) ? $"GitMirror__IncludeRefs and GitMirror__ExcludeRefs leave {Name} out"
        : null;

    public async Task WriteAsync(CancellationToken stopping)
    {
        var source = Open(scope.Primary);
        var listing = await source.ListForPushAsync(stopping);
        var tip = listing.Refs.FirstOrDefault(listed => listed.Name.StartsWith("refs/heads/", StringComparison.Ordinal))
            ?? throw new ItemFailedException($"{repository} has no branch whose commit a second one could name");
        _tip = tip.Id;
        await PushAsync(source, listing, [new(Name, listing.Format.Zero, tip.Id)], stopping);
    }

    public async Task<Presence> LookAsync(string region, CancellationToken stopping)
    {
        try
        {
            // What push needs, since that is what the worker has there.
            var found = (await Open(region).ListForPushAsync(stopping)).Find(Name);
            return found is null ? Presence.Absent : found == _tip ? Presence.There : Presence.Different;
        }
        catch (GitRepositoryNotFoundException)
        {
            return Presence.Absent;    // the mirror creates it
        }
    }

    public Task RemoveAsync(CancellationToken stopping) => DeleteAsync(listed => listed == Name, stopping);

    public Task SweepAsync(CancellationToken stopping) => DeleteAsync(
        listed => listed.StartsWith(Branches, StringComparison.Ordinal) && name.IsLeftover(listed[Branches.Length..], time.GetUtcNow()), stopping);

    private async Task DeleteAsync(Func<string, bool> which, CancellationToken stopping)
    {
        var source = Open(scope.Primary);
        var listing = await source.ListForPushAsync(stopping);
        RefCommand[] deletions = [.. listing.Refs.Where(listed => which(listed.Name)).Select(listed => new RefCommand(listed.Name, listed.Id, listing.Format.Zero))];
        if (deletions.Length > 0)
        {
            await PushAsync(source, listing, deletions, stopping);
        }
    }

    private static async Task PushAsync(GitRemote source, RefListing listing, RefCommand[] commands, CancellationToken stopping)
    {
        var report = await source.PushAsync(listing, commands, stopping);
        if (commands.FirstOrDefault(command => report.Refused.ContainsKey(command.Name)) is { } refused)
        {
            throw new ItemFailedException($"the server refuses {refused.Name}: {report.Refused[refused.Name]}");
        }
    }

    private GitRemote Open(string region) => remotes.Open(region, region == scope.Primary ? repository! : scope.Git.ReplicaOf(repository!));
}
