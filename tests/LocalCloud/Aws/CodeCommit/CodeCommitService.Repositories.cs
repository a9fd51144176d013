using System.Text.Json.Nodes;

namespace LocalCloud.Aws.CodeCommit;

/// <content>Repositories and their tags.</content>
internal sealed partial class CodeCommitService
{
    private const int MaxTags = 50;

    private async Task<JsonObject?> CreateRepositoryAsync(CodeCommitCall call, CancellationToken cancellation)
    {
        var (name, description, key, tags) = (call.RepositoryName, call.Description, call.KmsKeyId, call.Tags());
        CheckCount(tags.Count);
        if (repositories.Find(call.Region, name) is not null)
        {
            throw new AwsException("RepositoryNameExistsException", $"Repository named {name} already exists");
        }

        var repository = repositories.Create(call.Region, name);
        repository.Description = description;
        repository.KmsKeyId = key ?? repository.KmsKeyId;
        Set(repository, tags);
        return new() { ["repositoryMetadata"] = await MetadataAsync(repository, cancellation) };
    }

    // Deleting what is not there is no error: the answer is empty.
    private JsonObject DeleteRepository(CodeCommitCall call)
    {
        if (repositories.Find(call.Region, call.RepositoryName) is not { } repository)
        {
            return [];
        }

        repositories.Delete(repository);
        return new() { ["repositoryId"] = repository.Id };
    }

    private async Task<JsonObject> GetRepositoryAsync(CodeCommitCall call, CancellationToken cancellation) => new()
    {
        ["repositoryMetadata"] = await MetadataAsync(repositories.Get(call.Region, call.RepositoryName), cancellation),
    };

    private async Task<JsonObject> BatchGetRepositoriesAsync(CodeCommitCall call, CancellationToken cancellation)
    {
        var (found, missing) = (new JsonArray(), new JsonArray());
        foreach (var name in call.RepositoryNames)
        {
            if (repositories.Find(call.Region, name) is { } repository)
            {
                found.Add(await MetadataAsync(repository, cancellation));
            }
            else
            {
                missing.Add(name);
            }
        }

        return new() { ["repositories"] = found, ["repositoriesNotFound"] = missing };
    }

    private JsonObject ListRepositories(CodeCommitCall call)
    {
        var all = repositories.All(call.Region).AsEnumerable();
        all = call.Text("sortBy") switch
        {
            null or "repositoryName" => all,
            "lastModifiedDate" => all.OrderBy(repository => repository.Modified),
            _ => throw new AwsException("InvalidSortByException", "The specified sort by value is not valid."),
        };
        all = call.Text("order") switch
        {
            null or "ascending" => all,
            "descending" => all.Reverse(),
            _ => throw new AwsException("InvalidOrderException", "The specified sort order is not valid."),
        };

        var (page, next) = Pages.Cut([.. all], call.NextToken, pageSize);
        return WithToken(next, "repositories", new JsonArray([.. page.Select(repository => new JsonObject
        {
            ["repositoryName"] = repository.Name,
            ["repositoryId"] = repository.Id,
        })]));
    }

    private JsonObject? UpdateDescription(CodeCommitCall call)
    {
        var repository = repositories.Get(call.Region, call.RepositoryName);
        repository.Description = call.Description;
        repositories.Touch(repository);
        return null;
    }

    private JsonObject UpdateEncryptionKey(CodeCommitCall call)
    {
        var repository = repositories.Get(call.Region, call.RepositoryName);
        var original = repository.KmsKeyId;
        repository.KmsKeyId = call.KmsKeyId
            ?? throw new AwsException("EncryptionKeyRequiredException", "A KMS encryption key ID is required, but was not specified.");
        return new() { ["repositoryId"] = repository.Id, ["kmsKeyId"] = repository.KmsKeyId, ["originalKmsKeyId"] = original };
    }

    private JsonObject ListTags(CodeCommitCall call)
    {
        var tags = new JsonObject();
        foreach (var (key, value) in Tagged(call).Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            tags[key] = value;
        }

        return new() { ["tags"] = tags };
    }

    private JsonObject? TagResource(CodeCommitCall call)
    {
        var (repository, tags) = (Tagged(call), call.Tags(required: true));
        CheckCount(repository.Tags.Keys.Union(tags.Keys, StringComparer.Ordinal).Count());
        Set(repository, tags);
        return null;
    }

    private JsonObject? UntagResource(CodeCommitCall call)
    {
        var repository = Tagged(call);
        foreach (var key in call.TagKeys)
        {
            repository.Tags.TryRemove(key, out _);
        }

        return null;
    }

    private Repository Tagged(CodeCommitCall call)
    {
        var (region, name) = call.Resource();
        return string.Equals(region, call.Region, StringComparison.Ordinal)
            ? repositories.Get(region, name)
            : throw new AwsException("InvalidResourceArnException", "The value for the resource ARN is not valid.");
    }

    private static void Set(Repository repository, IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
        {
            repository.Tags[key] = value;
        }
    }

    private static void CheckCount(int tags)
    {
        if (tags > MaxTags)
        {
            throw new AwsException("TooManyTagsException", "The maximum number of tags for an AWS CodeCommit resource has been exceeded.");
        }
    }

    private static JsonObject WithToken(string? next, string name, JsonArray page)
    {
        var answer = new JsonObject { [name] = page };
        if (next is not null)
        {
            answer["nextToken"] = next;
        }

        return answer;
    }
}
