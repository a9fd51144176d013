using Amazon;
using Amazon.Runtime;

namespace ReplicaWorker.Aws.Core;

/// <summary>What differs between the AWS partitions (commercial, China, GovCloud, the European sovereign cloud, …).</summary>
public static class AwsPartition
{
    /// <summary>The end of every host name in a region: <c>amazonaws.com</c>, <c>amazonaws.com.cn</c>, …</summary>
    /// <remarks>By the SDK's table; a region that it does not know yet goes by its name's shape, else it is commercial.</remarks>
    /// <exception cref="AmazonClientException">The name cannot be part of a host name.</exception>
    public static string DnsSuffix(string region) => RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
}
