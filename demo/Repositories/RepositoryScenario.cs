using LocalCloud;

namespace Demo.Repositories;

/// <summary>What a developer does, in order.</summary>
internal sealed class RepositoryScenario(Cloud cloud, Developer developer, RepositoryVerification verification)
{
    private static readonly Place Stricken = Place.Replicas[0];

    public IReadOnlyList<Step> Steps =>
    [
        new("A repository is created",
            "An API call. CloudTrail tells of it, and every replica region gets its repository.",
            stopping => developer.CallAsync("CreateRepository", new()
            {
                ["repositoryName"] = Place.Source.Repository,
            }, stopping)),

        new("The project's history is pushed",
            "Read once, sent to both regions, on no disk in between.",
            stopping => developer.PushWithHelperAsync(stopping, "main")),

        new("A branch",
            "Only what the replicas lack is moved.",
            async stopping =>
            {
                await developer.GitAsync(stopping, "checkout", "--quiet", "-b", "report");
                await developer.CommitAsync("A first report", stopping);
                await developer.PushAsync(Place.Source, stopping, "report");
            }),

        new("An annotated tag",
            "The tag is an object of its own; it arrives with its message.",
            async stopping =>
            {
                await developer.GitAsync(stopping, "tag", "--annotate", "-m", "The demo's first release", "demo-1.0");
                await developer.PushAsync(Place.Source, stopping, "demo-1.0");
            }),

        new("A force push",
            "History is rewritten. The replicas follow: the source has seen the commit that goes.",
            async stopping =>
            {
                await developer.GitAsync(stopping, "commit", "--quiet", "--amend", "-m", "A better first report");
                await developer.PushAsync(Place.Source, stopping, "--force", "report");
            }),

        new("A rename x to x/y, in one push",
            "git cannot have branches report and report/2026 at once, so the order matters.",
            stopping => developer.PushAsync(Place.Source, stopping, ":refs/heads/report", "report:refs/heads/report/2026")),

        new("A branch is deleted",
            "A deletion carries no pack.",
            async stopping =>
            {
                await developer.PushAsync(Place.Source, stopping, "--delete", "report/2026");
                await developer.GitAsync(stopping, "checkout", "--quiet", "main");
            }),

        new("A new default branch",
            "A push and an API call: two events, two rules, one outcome.",
            async stopping =>
            {
                await developer.PushAsync(Place.Source, stopping, "main:refs/heads/trunk");
                await developer.CallAsync("UpdateDefaultBranch", new()
                {
                    ["repositoryName"] = Place.Source.Repository,
                    ["defaultBranchName"] = "trunk",
                }, stopping);
            }),

        new("20 pushes, delivered badly", Burst.Why, new Burst(cloud, developer).PlayAsync),

        new("Somebody pushes to a replica",
            "The mirror overwrites it, and nobody's work is lost: the commit is kept beside it.",
            PushToReplicaAsync),
    ];

    private async Task PushToReplicaAsync(CancellationToken stopping)
    {
        var stray = await developer.GitAsync(stopping, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "Made in the wrong region");
        await developer.PushAsync(Stricken, stopping, stray[..12] + ":refs/heads/main");
        verification.ExpectKept(Stricken, stray);

        await developer.CommitAsync("Made where it belongs", stopping);
        await developer.PushAsync(Place.Source, stopping, "main");
    }
}
