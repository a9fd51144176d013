using LocalCloud.Processes;

namespace LocalCloud.Aws.CodeCommit;

/// <summary>The branches of a bare repository on disk, by the git binary.</summary>
internal sealed class BareRepository(string path)
{
    private const string Heads = "refs/heads/";

    /// <summary>The branch HEAD names, when there is such a branch.</summary>
    public async Task<string?> DefaultBranchAsync(CancellationToken cancellation)
    {
        var (code, head) = await GitAsync(["symbolic-ref", "--quiet", "HEAD"], cancellation);
        return code == 0 && head is [var name] && name.StartsWith(Heads, StringComparison.Ordinal)
            && await TipAsync(name[Heads.Length..], cancellation) is not null
                ? name[Heads.Length..]
                : null;
    }

    public Task SetDefaultBranchAsync(string branch, CancellationToken cancellation) =>
        MustAsync(["symbolic-ref", "HEAD", Heads + branch], cancellation);

    /// <summary>The branch's commit, or nothing when there is no such branch.</summary>
    public async Task<string?> TipAsync(string branch, CancellationToken cancellation)
    {
        var (code, id) = await GitAsync(["rev-parse", "--verify", "--quiet", Heads + branch], cancellation);
        return code == 0 ? id.Single() : null;
    }

    /// <summary>Names without <c>refs/heads/</c>, sorted by bytes.</summary>
    public Task<IReadOnlyList<string>> BranchesAsync(CancellationToken cancellation) =>
        MustAsync(["for-each-ref", "--format=%(refname:lstrip=2)", Heads], cancellation);

    public async Task<bool> IsCommitAsync(string id, CancellationToken cancellation) =>
        await GitAsync(["cat-file", "-e", id + "^{commit}"], cancellation) is (0, _);

    public Task CreateBranchAsync(string branch, string commit, CancellationToken cancellation) =>
        MustAsync(["update-ref", Heads + branch, commit, ""], cancellation);

    public Task DeleteBranchAsync(string branch, string commit, CancellationToken cancellation) =>
        MustAsync(["update-ref", "-d", Heads + branch, commit], cancellation);

    private async Task<IReadOnlyList<string>> MustAsync(string[] arguments, CancellationToken cancellation)
    {
        var (code, output) = await GitAsync(arguments, cancellation);
        return code == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {code} in {path}");
    }

    private async Task<(int Code, IReadOnlyList<string> Output)> GitAsync(string[] arguments, CancellationToken cancellation)
    {
        await using var git = ChildProcess.Start(new("git", ["--git-dir", path, .. arguments])
        {
            // The machine's own settings stay out.
            Environment = { ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["LC_ALL"] = "C" },
        });
        return (await git.Completion.WaitAsync(cancellation), git.StandardOutput);
    }
}
