using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.CodeCommit.Model;

/// <summary>A repository as the service describes it. A member that the service did not send is null.</summary>
public class RepositoryMetadata
{
    public string? AccountId { get; set; }

    /// <summary>The one member whose wire name has a capital letter.</summary>
    [JsonPropertyName("Arn")]
    public string? Arn { get; set; }

    public string? CloneUrlHttp { get; set; }

    public string? CloneUrlSsh { get; set; }

    public DateTime? CreationDate { get; set; }

    /// <summary>Without <c>refs/heads/</c>; null as long as nothing has been pushed.</summary>
    public string? DefaultBranch { get; set; }

    public string? KmsKeyId { get; set; }

    public DateTime? LastModifiedDate { get; set; }

    public string? RepositoryDescription { get; set; }

    public string? RepositoryId { get; set; }

    public string? RepositoryName { get; set; }
}

public class RepositoryNameIdPair
{
    public string? RepositoryId { get; set; }

    public string? RepositoryName { get; set; }
}

public class GetRepositoryRequest : AmazonCodeCommitRequest
{
    /// <value>1 to 100 letters, digits, dots, underscores and hyphens; case-sensitive. Required.</value>
    public string? RepositoryName { get; set; }
}

public class GetRepositoryResponse : AmazonWebServiceResponse
{
    public RepositoryMetadata? RepositoryMetadata { get; set; }
}

public class ListRepositoriesRequest : AmazonCodeCommitRequest
{
    /// <value>From the page before; null for the first.</value>
    public string? NextToken { get; set; }
}

public class ListRepositoriesResponse : AmazonWebServiceResponse
{
    /// <value>Null on the last page.</value>
    public string? NextToken { get; set; }

    public List<RepositoryNameIdPair>? Repositories { get; set; }
}

public class CreateRepositoryRequest : AmazonCodeCommitRequest
{
    /// <value>A key of the repository's region, by id, ARN or alias; null: the region's <c>aws/codecommit</c> key.</value>
    public string? KmsKeyId { get; set; }

    /// <value>Up to 1,000 characters.</value>
    public string? RepositoryDescription { get; set; }

    /// <value>1 to 100 letters, digits, dots, underscores and hyphens, not ending in <c>.git</c>. Required.</value>
    public string? RepositoryName { get; set; }

    /// <value>Up to 50.</value>
    public Dictionary<string, string>? Tags { get; set; }
}

public class CreateRepositoryResponse : AmazonWebServiceResponse
{
    public RepositoryMetadata? RepositoryMetadata { get; set; }
}

public class UpdateRepositoryDescriptionRequest : AmazonCodeCommitRequest
{
    /// <value>Up to 1,000 characters; null empties it.</value>
    public string? RepositoryDescription { get; set; }

    public string? RepositoryName { get; set; }
}

public class UpdateRepositoryDescriptionResponse : AmazonWebServiceResponse;
