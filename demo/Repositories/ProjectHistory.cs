namespace Demo.Repositories;

/// <summary>What is pushed: this project's own history, or a small made-up one where there is none to be had.</summary>
internal static class ProjectHistory
{
    private const int MadeUpCommits = 12;

    /// <summary>Makes the developer's clone, on branch main.</summary>
    /// <returns>What it is, for people.</returns>
    public static async Task<string> PrepareAsync(string root, Developer developer, CancellationToken stopping)
    {
        var missing = await WhyNotAsync(root, developer, stopping);
        if (missing is null)
        {
            await developer.Local.RunAsync(root, ["clone", "--quiet", "--template=", "--", root, developer.Work], stopping);
            await developer.GitAsync(stopping, "checkout", "--quiet", "-B", "main");
        }
        else
        {
            await developer.Local.RunAsync(root, ["init", "--quiet", "--template=", "--initial-branch=main", developer.Work], stopping);
            for (var commit = 1; commit <= MadeUpCommits; commit++)
            {
                await developer.CommitAsync($"Commit {commit} of a made-up history", stopping);
            }
        }

        await developer.KnowRemotesAsync(stopping);
        var commits = await developer.GitAsync(stopping, "rev-list", "--count", "HEAD");
        return missing is null ? $"this project's own, {commits} commits" : $"made up, {commits} commits: {missing}";
    }

    /// <summary>A folder inside somebody else's repository is not a checkout of this one: the top must be here.</summary>
    private static async Task<string?> WhyNotAsync(string root, Developer developer, CancellationToken stopping)
    {
        var top = await developer.Local.TryAsync(root, ["rev-parse", "--show-prefix", "--is-shallow-repository"], stopping);
        if (top.ExitCode != 0)
        {
            return top.Error.Contains("dubious ownership", StringComparison.Ordinal)
                ? "this checkout belongs to another user"
                : "this folder is not a git checkout";
        }

        return top.Output.Split('\n') switch
        {
            ["", "true"] => "this checkout is shallow, and no server takes half a history",
            ["", _] => (await developer.Local.TryAsync(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], stopping)).ExitCode == 0
                ? null
                : "this checkout has no commit",
            _ => "this folder is not a git checkout of its own",
        };
    }
}
