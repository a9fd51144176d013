using System.Text.Json.Nodes;
using LocalCloud.Git;

namespace LocalCloud.Aws.CodeCommit;

/// <content>Branches and the default branch.</content>
internal sealed partial class CodeCommitService
{
    private async Task<JsonObject> GetBranchAsync(CodeCommitCall call, CancellationToken cancellation)
    {
        var (repository, branch) = (repositories.Get(call.Region, call.RepositoryName), call.Branch("branchName"));
        return new() { ["branch"] = Info(branch, await TipAsync(repository, branch, cancellation)) };
    }

    private async Task<JsonObject> ListBranchesAsync(CodeCommitCall call, CancellationToken cancellation)
    {
        var repository = repositories.Get(call.Region, call.RepositoryName);
        var (page, next) = Pages.Cut(await repositories.BranchesOf(repository).NamesAsync(cancellation), call.NextToken, pageSize);
        return WithToken(next, "branches", new JsonArray([.. page.Select(branch => JsonValue.Create(branch))]));
    }

    private async Task<JsonObject?> UpdateDefaultBranchAsync(CodeCommitCall call, CancellationToken cancellation)
    {
        var (repository, branch) = (repositories.Get(call.Region, call.RepositoryName), call.Branch("defaultBranchName"));
        await TipAsync(repository, branch, cancellation);
        await repositories.BranchesOf(repository).SetDefaultBranchAsync(branch, cancellation);
        repositories.Touch(repository);
        return null;
    }

    private async Task<JsonObject?> CreateBranchAsync(CodeCommitCall call, CancellationToken cancellation)
    {
        var repository = repositories.Get(call.Region, call.RepositoryName);
        var (branch, commit, branches) = (call.Branch("branchName"), call.CommitId, repositories.BranchesOf(repository));

        if (await branches.TipAsync(branch, cancellation) is not null)
        {
            throw new AwsException("BranchNameExistsException", $"Branch {branch} already exists");
        }

        if (!await branches.IsCommitAsync(commit, cancellation))
        {
            throw new AwsException("CommitDoesNotExistException", $"Commit {commit} does not exist");
        }

        await branches.CreateBranchAsync(branch, commit, cancellation);
        await RefMovedAsync(new RefUpdate(repository.Region, repository.Name, "refs/heads/" + branch, OldId: null, commit));
        return null;
    }

    // A branch that is not there is no error: the answer names none.
    private async Task<JsonObject?> DeleteBranchAsync(CodeCommitCall call, CancellationToken cancellation)
    {
        var repository = repositories.Get(call.Region, call.RepositoryName);
        var (branch, branches) = (call.Branch("branchName"), repositories.BranchesOf(repository));

        if (await branches.TipAsync(branch, cancellation) is not { } tip)
        {
            return [];
        }

        if (string.Equals(await branches.DefaultBranchAsync(cancellation), branch, StringComparison.Ordinal))
        {
            throw new AwsException("DefaultBranchCannotBeDeletedException",
                "The specified branch is the default branch for the repository, and cannot be deleted. "
                + "To delete this branch, you must first set another branch as the default branch.");
        }

        await branches.DeleteBranchAsync(branch, tip, cancellation);
        await RefMovedAsync(new RefUpdate(repository.Region, repository.Name, "refs/heads/" + branch, tip, NewId: null));
        return new() { ["deletedBranch"] = Info(branch, tip) };
    }

    private async Task<string> TipAsync(Repository repository, string branch, CancellationToken cancellation) =>
        await repositories.BranchesOf(repository).TipAsync(branch, cancellation)
        ?? throw new AwsException("BranchDoesNotExistException", $"Branch {branch} does not exist");

    private static JsonObject Info(string branch, string commit) => new() { ["branchName"] = branch, ["commitId"] = commit };
}
