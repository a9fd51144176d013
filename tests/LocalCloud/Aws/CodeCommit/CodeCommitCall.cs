using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Aws.CodeCommit;

/// <summary>The parameters of one call, checked as the service checks them.</summary>
internal sealed partial class CodeCommitCall(string region, JsonObject parameters)
{
    private const string NameRule =
        "The repository name is not valid. Repository names can be any valid combination of letters, numbers, periods, underscores, "
        + "and dashes between 1 and 100 characters in length. Names are case sensitive. For more information, see Limits in the AWS "
        + "CodeCommit User Guide. ";

    public string Region => region;

    public string? NextToken => Text("nextToken");

    public string RepositoryName
    {
        get
        {
            var name = Text("repositoryName")
                ?? throw new AwsException("RepositoryNameRequiredException", "A repository name is required, but was not specified.");
            CheckName(name);
            return name;
        }
    }

    /// <summary>Nothing means not sent.</summary>
    public string? Description => Text("repositoryDescription") is { Length: > 1000 }
        ? throw new AwsException("InvalidRepositoryDescriptionException", "The repository description cannot be more than 1000 characters.")
        : Text("repositoryDescription");

    public string? KmsKeyId => Text("kmsKeyId") is { } key && !KeyShape().IsMatch(key)
        ? throw new AwsException("EncryptionKeyInvalidIdException", "The specified Key Management Service encryption key is not valid.")
        : Text("kmsKeyId");

    public string CommitId
    {
        get
        {
            var id = Text("commitId") ?? throw new AwsException("CommitIdRequiredException", "A commit ID was not specified.");
            return CommitShape().IsMatch(id)
                ? id
                : throw new AwsException("InvalidCommitIdException", "The specified commit ID is not valid.");
        }
    }

    public IReadOnlyList<string> RepositoryNames
    {
        get
        {
            var names = parameters["repositoryNames"] is JsonArray { Count: > 0 } list
                ? list.Select(name => name!.GetValue<string>()).ToList()
                : throw new AwsException("RepositoryNamesRequiredException", "At least one repository name object is required.");
            names.ForEach(CheckName);
            return names;
        }
    }

    public IReadOnlyList<string> TagKeys => parameters["tagKeys"] is JsonArray keys
        ? [.. keys.Select(key => key!.GetValue<string>())]
        : throw new AwsException("TagKeysListRequiredException", "A list of tag keys is required.");

    /// <param name="name">The parameter that holds it: <c>branchName</c> or <c>defaultBranchName</c>.</param>
    public string Branch(string name)
    {
        var branch = Text(name) ?? throw new AwsException("BranchNameRequiredException", "A branch name is required, but was not specified.");
        return branch.Length is 0 or > 256 || FortyHex().IsMatch(branch)
            ? throw new AwsException("InvalidBranchNameException", "The specified reference name is not valid.")
            : branch;
    }

    /// <summary>Tags to set; none when there are none.</summary>
    public IReadOnlyDictionary<string, string> Tags(bool required = false)
    {
        if (parameters["tags"] is not JsonObject map)
        {
            return required
                ? throw new AwsException("TagsMapRequiredException", "A map of tags is required.")
                : new Dictionary<string, string>(StringComparer.Ordinal);
        }

        if (map.Any(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            throw new AwsException("InvalidSystemTagUsageException", "The specified tag is not valid. Key names cannot be prefixed with aws:.");
        }

        return map.ToDictionary(tag => tag.Key, tag => tag.Value!.GetValue<string>(), StringComparer.Ordinal);
    }

    /// <summary>The repository a tagging call is about.</summary>
    public (string Region, string Name) Resource()
    {
        var arn = Text("resourceArn")
            ?? throw new AwsException("ResourceArnRequiredException", "A valid Amazon Resource Name (ARN) for an AWS resource is required.");
        if (arn.Split(':') is not ["arn", _, "codecommit", var arnRegion, _, var name])
        {
            throw new AwsException("InvalidResourceArnException", "The value for the resource ARN is not valid.");
        }

        CheckName(name);
        return (arnRegion, name);
    }

    public string? Text(string name) => parameters[name]?.GetValue<string>();

    private static void CheckName(string name)
    {
        if (!NameShape().IsMatch(name) || name.EndsWith(".git", StringComparison.Ordinal))
        {
            throw new AwsException("InvalidRepositoryNameException", NameRule);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,100}\z")]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^[a-zA-Z0-9:/_-]+\z")]
    private static partial Regex KeyShape();

    [GeneratedRegex(@"^(?:[0-9a-f]{40}|[0-9a-f]{64})\z")]
    private static partial Regex CommitShape();

    [GeneratedRegex(@"^[0-9a-fA-F]{40}\z")]
    private static partial Regex FortyHex();
}
