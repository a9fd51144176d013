using LocalCloud.Git;

namespace LocalCloud.Aws.CodeCommit;

/// <summary>The branches of a bare repository on disk, read and moved by the git binary.</summary>
internal sealed class Branches(string path)
{
    private const string Heads = "refs/heads/";

    private readonly GitClient _git = new(path);

    /// <summary>The branch HEAD names, when there is such a branch.</summary>
    public async Task<string?> DefaultBranchAsync(CancellationToken cancellation)
    {
        var head = await GitAsync(["symbolic-ref", "--quiet", "HEAD"], cancellation);
        return head.ExitCode == 0 && head.Output.StartsWith(Heads, StringComparison.Ordinal)
            && await TipAsync(head.Output[Heads.Length..], cancellation) is not null
                ? head.Output[Heads.Length..]
                : null;
    }

    public Task SetDefaultBranchAsync(string branch, CancellationToken cancellation) =>
        MustAsync(["symbolic-ref", "HEAD", Heads + branch], cancellation);

    /// <summary>The branch's commit, or nothing when there is no such branch.</summary>
    public async Task<string?> TipAsync(string branch, CancellationToken cancellation)
    {
        var tip = await GitAsync(["rev-parse", "--verify", "--quiet", Heads + branch], cancellation);
        return tip.ExitCode switch
        {
            0 => tip.Output,
            1 => null,
            var code => throw new InvalidOperationException($"git rev-parse exited with {code} in {path}: {tip.Error}"),
        };
    }

    /// <summary>Names without <c>refs/heads/</c>, sorted by bytes.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation) =>
        (await MustAsync(["for-each-ref", "--format=%(refname:lstrip=2)", Heads], cancellation))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async Task<bool> IsCommitAsync(string id, CancellationToken cancellation) =>
        (await GitAsync(["cat-file", "-e", id + "^{commit}"], cancellation)).ExitCode == 0;

    public Task CreateBranchAsync(string branch, string commit, CancellationToken cancellation) =>
        MustAsync(["update-ref", Heads + branch, commit, ""], cancellation);

    public Task DeleteBranchAsync(string branch, string commit, CancellationToken cancellation) =>
        MustAsync(["update-ref", "-d", Heads + branch, commit], cancellation);

    private Task<string> MustAsync(string[] arguments, CancellationToken cancellation) =>
        _git.RunAsync(path, ["--git-dir", path, .. arguments], cancellation);

    private Task<GitResult> GitAsync(string[] arguments, CancellationToken cancellation) =>
        _git.TryAsync(path, ["--git-dir", path, .. arguments], cancellation);
}
