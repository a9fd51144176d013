using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Kubernetes;
using LocalCloud.Kubernetes.Authentication;

namespace LocalCloud.Aws.Eks;

/// <summary>EKS's REST API as far as a client of clusters needs it: DescribeCluster, ListClusters and access entries.</summary>
internal sealed partial class EksService(KubernetesClusters clusters, string account, TimeProvider time) : IAwsService
{
    public string Name => "eks";

    public Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation) => Task.FromResult<ServiceAnswer?>(new(Answer(request)));

    private JsonObject Answer(AwsRequest request)
    {
        var path = EksPath.Parse(request.Method, request.Path);
        return path.Operation switch
        {
            "ListClusters" => List(request.Region),
            "DescribeCluster" => new() { ["cluster"] = Description(Find(request.Region, path.Cluster)) },
            "ListAccessEntries" => ListEntries(Find(request.Region, path.Cluster)),
            "DescribeAccessEntry" => Entry(Find(request.Region, path.Cluster), path.Principal),
            "CreateAccessEntry" => CreateEntry(Find(request.Region, path.Cluster), request.Parameters()),
            "DeleteAccessEntry" => DeleteEntry(Find(request.Region, path.Cluster), path.Principal),
            _ => throw new AwsException("InvalidRequestException", $"The local cloud's EKS does not know {request.Operation}"),
        };
    }

    private JsonObject List(string region) => new()
    {
        ["clusters"] = new JsonArray([.. clusters.All.Where(cluster => cluster.Region == region).Select(cluster => JsonValue.Create(cluster.Name))]),
    };

    private static JsonObject ListEntries(KubernetesCluster cluster) => new()
    {
        ["accessEntries"] = new JsonArray(
            [.. cluster.Authenticator.Entries.Keys.Order(StringComparer.Ordinal).Select(arn => JsonValue.Create(arn))]),
    };

    private KubernetesCluster Find(string region, string name) => clusters.Find(region, name)
        ?? throw new AwsException("ResourceNotFoundException", $"No cluster found for name: {name}.", 404);

    private JsonObject Description(KubernetesCluster cluster)
    {
        var options = cluster.Options;
        var description = new JsonObject
        {
            ["name"] = cluster.Name,
            ["arn"] = $"arn:aws:eks:{cluster.Region}:{account}:cluster/{cluster.Name}",
            ["createdAt"] = cluster.Created.ToUnixTimeMilliseconds() / 1000.0,
            ["version"] = options.Version,
            ["platformVersion"] = "eks.1",
            ["status"] = options.Status,
            ["roleArn"] = $"arn:aws:iam::{account}:role/eks-cluster",
            ["resourcesVpcConfig"] = new JsonObject { ["endpointPublicAccess"] = true, ["endpointPrivateAccess"] = false, ["publicAccessCidrs"] = new JsonArray("0.0.0.0/0") },
            ["accessConfig"] = new JsonObject { ["authenticationMode"] = options.AuthenticationMode },
            ["certificateAuthority"] = new JsonObject(),
            ["tags"] = new JsonObject(),
        };
        if (options.Status is not ("CREATING" or "PENDING"))
        {
            description["endpoint"] = cluster.Endpoint.AbsoluteUri.TrimEnd('/');
            description["certificateAuthority"]!["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(cluster.Certificates.AuthorityPem));
        }

        return description;
    }

    private JsonObject CreateEntry(KubernetesCluster cluster, JsonObject asked)
    {
        var call = new Parameters(asked);
        var arn = call.Required("principalArn");
        if (!EntryArn().IsMatch(arn))
        {
            throw new AwsException("InvalidParameterException", "The principalArn parameter format is not valid");
        }

        if (!cluster.Authenticator.Entries.TryAdd(arn, new(arn, call.Texts("kubernetesGroups"), call.Text("username"))))
        {
            throw new AwsException("ResourceInUseException", "The specified access entry resource is already in use on this cluster.", 409);
        }

        return Entry(cluster, arn);
    }

    private JsonObject Entry(KubernetesCluster cluster, string arn) => new()
    {
        ["accessEntry"] = new JsonObject
        {
            ["clusterName"] = cluster.Name,
            ["principalArn"] = arn,
            ["kubernetesGroups"] = new JsonArray([.. Find(cluster, arn).Groups.Select(group => JsonValue.Create(group))]),
            ["accessEntryArn"] = $"arn:aws:eks:{cluster.Region}:{account}:access-entry/{cluster.Name}",
            ["createdAt"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["username"] = Find(cluster, arn).Username ?? arn,
            ["type"] = "STANDARD",
            ["tags"] = new JsonObject(),
        },
    };

    private static JsonObject DeleteEntry(KubernetesCluster cluster, string arn)
    {
        Find(cluster, arn);
        cluster.Authenticator.Entries.TryRemove(arn, out _);
        return [];
    }

    private static AccessEntry Find(KubernetesCluster cluster, string arn) => cluster.Authenticator.Entries.GetValueOrDefault(arn)
        ?? throw new AwsException("ResourceNotFoundException", "The specified access entry resource could not be found in the cluster.", 404);

    // A session is no principal of an access entry.
    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/.+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex EntryArn();
}
