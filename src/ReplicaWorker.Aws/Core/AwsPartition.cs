using Amazon.Runtime;

namespace ReplicaWorker.Aws.Core;

/// <summary>What differs between the AWS partitions (commercial, China, GovCloud, the European sovereign cloud, …).</summary>
public static class AwsPartition
{
    /// <summary>The end of every host name in a region: <c>amazonaws.com</c>, <c>amazonaws.com.cn</c>, …</summary>
    /// <remarks>
    /// By the shape of the region's name, so that new regions are known; one of no known partition is commercial. The SDK has the
    /// same table, but compiles regular expressions to look into it, a tenth of the time to the first request.
    /// </remarks>
    /// <exception cref="AmazonClientException">The name cannot be part of a host name.</exception>
    public static string DnsSuffix(string region)
    {
        if (region.Length == 0 || !region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new AmazonClientException($"Invalid Configuration: \"{region}\" is not a region's name");
        }

        return region.Split('-') switch
        {
            ["cn", ..] => "amazonaws.com.cn",
            ["us", "iso", ..] => "c2s.ic.gov",
            ["us", "isob", ..] => "sc2s.sgov.gov",
            ["us", "isof", ..] => "csp.hci.ic.gov",
            ["eu", "isoe", ..] => "cloud.adc-e.uk",
            ["eusc", ..] => "amazonaws.eu",
            _ => "amazonaws.com",
        };
    }
}
