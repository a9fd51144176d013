using ReplicaWorker.Aws.Core;

namespace ReplicaWorker.Aws;

/// <summary>Where a region's STS is, as the verifier of an EKS token knows it.</summary>
public static class StsHosts
{
    /// <summary>The regional host, never the global one: that exists in one partition, and signs for one region.</summary>
    /// <param name="region">A region's system name; it need not be one that the SDK knows.</param>
    /// <param name="fips">The FIPS host; in GovCloud the plain one is it.</param>
    /// <remarks>Source: the endpoint rule set of STS's model, as published with botocore.</remarks>
    public static string Of(string region, bool fips = false) =>
        $"sts{(fips && !region.StartsWith("us-gov-", StringComparison.Ordinal) ? "-fips" : "")}.{region}.{AwsPartition.DnsSuffix(region)}";
}
