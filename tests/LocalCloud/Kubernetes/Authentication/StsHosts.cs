using System.Text.RegularExpressions;

namespace LocalCloud.Kubernetes.Authentication;

/// <summary>The hosts at which a partition's STS answers.</summary>
internal static partial class StsHosts
{
    /// <summary>The region whose signatures that host takes; nothing when it is no STS host of the partition.</summary>
    public static string? RegionOf(string host, string partition)
    {
        if (host == "sts.amazonaws.com")
        {
            return partition == "aws" ? "us-east-1" : null;      // the global endpoint
        }

        var regional = Regional().Match(host);
        var region = regional.Groups["region"].Value;
        return regional.Success && PartitionOf(region) == partition && regional.Groups["suffix"].Value == Suffix(partition, regional.Groups["suffix"].Value)
            ? region
            : null;
    }

    private static string PartitionOf(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    // The dual-stack suffix where it was asked for, else the partition's own.
    private static string Suffix(string partition, string asked) => (partition, asked) switch
    {
        ("aws-cn", "api.amazonwebservices.com.cn") => asked,
        ("aws-cn", _) => "amazonaws.com.cn",
        (_, "api.aws") => asked,
        _ => "amazonaws.com",
    };

    [GeneratedRegex(@"^sts(-fips)?\.(?<region>[a-z]{2,}(-[a-z]+)+-[0-9])\.(?<suffix>[a-z.]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Regional();
}
