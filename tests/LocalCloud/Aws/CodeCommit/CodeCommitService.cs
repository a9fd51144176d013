using System.Text.Json.Nodes;
using LocalCloud.Git;

namespace LocalCloud.Aws.CodeCommit;

/// <summary>CodeCommit's API on the repositories of the git server. moto's own has three operations and no branches.</summary>
/// <remarks>Shapes and error codes: botocore's model of 2015-04-13.</remarks>
internal sealed partial class CodeCommitService(Repositories repositories, CodeCommitEvents events, int pageSize) : IAwsService
{
    public string Name => "codecommit";

    public async Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation)
    {
        var call = new CodeCommitCall(request.Region, request.Parameters());
        switch (request.Operation)
        {
            case "GetRepository": return new(await GetRepositoryAsync(call, cancellation));
            case "BatchGetRepositories": return new(await BatchGetRepositoriesAsync(call, cancellation));
            case "ListRepositories": return new(ListRepositories(call));
            case "GetBranch": return new(await GetBranchAsync(call, cancellation));
            case "ListBranches": return new(await ListBranchesAsync(call, cancellation));
            case "ListTagsForResource": return new(ListTags(call));
        }

        Func<Task<JsonObject?>>? change = request.Operation switch
        {
            "CreateRepository" => () => CreateRepositoryAsync(call, cancellation),
            "DeleteRepository" => () => Task.FromResult<JsonObject?>(DeleteRepository(call)),
            "UpdateDefaultBranch" => () => UpdateDefaultBranchAsync(call, cancellation),
            "UpdateRepositoryDescription" => () => Task.FromResult(UpdateDescription(call)),
            "UpdateRepositoryEncryptionKey" => () => Task.FromResult<JsonObject?>(UpdateEncryptionKey(call)),
            "CreateBranch" => () => CreateBranchAsync(call, cancellation),
            "DeleteBranch" => () => DeleteBranchAsync(call, cancellation),
            "TagResource" => () => Task.FromResult(TagResource(call)),
            "UntagResource" => () => Task.FromResult(UntagResource(call)),
            _ => null,
        };
        return change is null ? null : await ChangeAsync(request, change);
    }

    /// <summary>A push moved a ref: the first branch becomes the default one, and the event goes out.</summary>
    public async Task RefMovedAsync(RefUpdate update)
    {
        if (repositories.Find(update.Region, update.Repository) is not { } repository)
        {
            return;
        }

        repositories.Touch(repository);
        if (update.Ref.StartsWith("refs/heads/", StringComparison.Ordinal))
        {
            await SettleDefaultBranchAsync(repository, update);
        }

        if (update.Ref.StartsWith("refs/heads/", StringComparison.Ordinal) || update.Ref.StartsWith("refs/tags/", StringComparison.Ordinal))
        {
            await events.RefMovedAsync(repository, update);
        }
    }

    // Asked of git once, not for each ref of a push of thousands; a deleted branch may have been the default one.
    private async Task SettleDefaultBranchAsync(Repository repository, RefUpdate update)
    {
        if (update.NewId is null)
        {
            repository.HasDefaultBranch = false;
        }
        else if (!repository.HasDefaultBranch)
        {
            var branches = repositories.BranchesOf(repository);
            if (await branches.DefaultBranchAsync(CancellationToken.None) is null)
            {
                await branches.SetDefaultBranchAsync(update.Ref["refs/heads/".Length..], CancellationToken.None);
            }

            repository.HasDefaultBranch = true;
        }
    }

    // CloudTrail tells of every call that changes something, refused ones too.
    private async Task<ServiceAnswer> ChangeAsync(AwsRequest request, Func<Task<JsonObject?>> change)
    {
        JsonObject? output;
        try
        {
            output = await change();
        }
        catch (AwsException refusal)
        {
            await events.CalledAsync(request, output: null, refusal);
            throw;
        }

        await events.CalledAsync(request, output, refusal: null);
        return new(output);
    }

    private async Task<JsonObject> MetadataAsync(Repository repository, CancellationToken cancellation)
    {
        var metadata = new JsonObject
        {
            ["accountId"] = repository.Arn.Split(':')[4],
            ["repositoryId"] = repository.Id,
            ["repositoryName"] = repository.Name,
            ["lastModifiedDate"] = Seconds(repository.Modified),
            ["creationDate"] = Seconds(repository.Created),
            ["cloneUrlHttp"] = repositories.CloneUrl(repository),
            ["cloneUrlSsh"] = $"ssh://git-codecommit.{repository.Region}.amazonaws.com/v1/repos/{repository.Name}",
            ["Arn"] = repository.Arn,
            ["kmsKeyId"] = repository.KmsKeyId,
        };

        if (repository.Description is { } description)
        {
            metadata["repositoryDescription"] = description;
        }

        if (await repositories.BranchesOf(repository).DefaultBranchAsync(cancellation) is { } branch)
        {
            metadata["defaultBranch"] = branch;
        }

        return metadata;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
