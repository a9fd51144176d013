using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace ReplicaWorker.Aws;

/// <summary>Where a region's repositories are reached by git.</summary>
public static class CodeCommitHosts
{
    /// <summary><c>git-codecommit[-fips].REGION.SUFFIX</c>, in every partition.</summary>
    /// <param name="region">A region's system name, such as <c>cn-north-1</c>; it need not be one that the SDK knows.</param>
    /// <param name="fips">The FIPS host, which has its own name.</param>
    /// <exception cref="AmazonClientException">The region cannot be part of a host name.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html#regions-git.</remarks>
    public static string Git(string region, bool fips = false) =>
        $"git-codecommit{(fips ? "-fips" : "")}.{region}.{AwsPartition.DnsSuffix(region)}";
}
