using Amazon.Runtime;

namespace Amazon.CodeCommit.Model;

/// <summary>What every request of this service is.</summary>
public class AmazonCodeCommitRequest : AmazonWebServiceRequest;

public class BranchInfo
{
    public string? BranchName { get; set; }

    public string? CommitId { get; set; }
}

public class UpdateDefaultBranchRequest : AmazonCodeCommitRequest
{
    /// <value>Without <c>refs/heads/</c>; it must exist. Required.</value>
    public string? DefaultBranchName { get; set; }

    public string? RepositoryName { get; set; }
}

public class UpdateDefaultBranchResponse : AmazonWebServiceResponse;

public class DeleteBranchRequest : AmazonCodeCommitRequest
{
    /// <value>Without <c>refs/heads/</c>. Required.</value>
    public string? BranchName { get; set; }

    public string? RepositoryName { get; set; }
}

public class DeleteBranchResponse : AmazonWebServiceResponse
{
    /// <value>The branch and the commit it named; null when there was no such branch.</value>
    public BranchInfo? DeletedBranch { get; set; }
}
