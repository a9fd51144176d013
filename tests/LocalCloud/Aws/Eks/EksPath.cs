using System.Text.RegularExpressions;

namespace LocalCloud.Aws.Eks;

/// <summary>An EKS call: a REST API, so its name and what it is about stand in method and path.</summary>
/// <param name="Operation">The API's name for it; nothing for one that is not known here.</param>
/// <param name="Cluster">Empty for all of them.</param>
/// <param name="Principal">Of an access entry.</param>
internal sealed partial record EksPath(string? Operation, string Cluster, string Principal)
{
    public static EksPath Parse(string method, string path)
    {
        var match = Clusters().Match(path);
        var (cluster, principal) = (Decoded(match, "cluster"), Decoded(match, "principal"));
        string? operation = !match.Success ? null : (method, cluster.Length > 0, match.Groups["entries"].Success, principal.Length > 0) switch
        {
            ("GET", false, _, _) => "ListClusters",
            ("GET", true, false, _) => "DescribeCluster",
            ("GET", true, true, false) => "ListAccessEntries",
            ("GET", true, true, true) => "DescribeAccessEntry",
            ("POST", true, true, false) => "CreateAccessEntry",
            ("DELETE", true, true, true) => "DeleteAccessEntry",
            _ => null,
        };
        return new(operation, cluster, principal);
    }

    private static string Decoded(Match match, string group) => Uri.UnescapeDataString(match.Groups[group].Value);

    [GeneratedRegex(@"\A/clusters(/(?<cluster>[^/]+)(?<entries>/access-entries(/(?<principal>.+))?)?)?/?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Clusters();
}
