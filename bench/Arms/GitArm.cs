using Bench.Measuring;
using Bench.Repositories;
using LocalCloud.Git;

namespace Bench.Arms;

/// <summary>A script of git commands. <c>$1</c> is the source, <c>$2</c> the replica, <c>$3</c> the clone.</summary>
internal abstract class GitArm(string script, string home) : IArm
{
    public abstract string Name { get; }

    public abstract void Prepare(Scenario scenario, string work);

    public Task<ScriptRun> RunAsync(World world, Route route, string work, CancellationToken stopping)
    {
        var (source, replica) = (route.UrlOf(World.Source), route.UrlOf(World.Replica));
        var environment = new Dictionary<string, string>(Git.Environment(home), StringComparer.Ordinal);
        if (world.Cloud.Options.Profile == GitProfile.CodeCommit)
        {
            environment["GIT_CONFIG_COUNT"] = "2";
            Sign(0, source, World.Source);
            Sign(1, replica, World.Replica);
        }

        return GitScript.RunAsync(script, [source, replica, work], environment, stopping);

        // Good for 15 minutes, so each run gets its own; in the environment, where no list of processes shows it.
        void Sign(int index, string url, string region)
        {
            environment[$"GIT_CONFIG_KEY_{index}"] = $"http.{url}.extraHeader";
            environment[$"GIT_CONFIG_VALUE_{index}"] =
                "Authorization: " + world.Server.Authorize(region, World.Name, world.Cloud.Options.Developer.Id);
        }
    }
}

/// <summary>The script that the worker replaces: everything is fetched, everything is offered, nothing is kept.</summary>
internal sealed class ColdGitArm(string home) : GitArm(Script, home)
{
    private const string Script = """
        git clone --quiet --mirror "$1" "$3"
        git -C "$3" push --quiet --mirror "$2"
        """;

    public override string Name => "git, cold clone";

    public override void Prepare(Scenario scenario, string work) => RepositoryCopy.Remove(work);
}

/// <summary>A mirror that somebody keeps on a disk between runs.</summary>
internal sealed class WarmGitArm(string home, RepositorySet repositories) : GitArm(Script, home)
{
    private const string Script = """
        git -C "$3" fetch --quiet --prune "$1" '+refs/*:refs/*'
        git -C "$3" push --quiet --mirror "$2"
        """;

    public override string Name => "git, warm mirror";

    public override void Prepare(Scenario scenario, string work) => RepositoryCopy.Place(repositories[scenario.Cache], work);
}
