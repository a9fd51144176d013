using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Aws;
using LocalCloud.Git;

namespace ReplicaWorker.RealTests.Iam;

/// <summary>From a call on the wire to the permissions that AWS asks of its caller.</summary>
/// <remarks>
/// Source: the Service Authorization Reference, one page a service; that PutParameter and CreateRepository with tags need the
/// permission to tag too stands in the pages of ssm and codecommit under "dependent actions" and in the API reference.
/// A call that is not known here is a permission named <c>unknown</c>, which no table has.
/// </remarks>
internal static partial class CallPermissions
{
    private const string NoResource = "*";

    public static IEnumerable<Permission> Of(AwsRequest request, string account) => request.Service switch
    {
        "codecommit" => CodeCommit(request, account),
        "ssm" => Parameters(request, account),
        "secretsmanager" => Secrets(request, account),
        "tagging" => [new($"tag:{request.Operation}", request.Region, NoResource)],
        "events" => Events(request, account),
        "sts" => [],   // GetCallerIdentity needs no permission
        _ => [new($"unknown:{request.Service}:{request.Operation}", request.Region, NoResource)],
    };

    public static Permission Of(GitRequest request, string account) => new(
        request.Service == "git-receive-pack" ? "codecommit:GitPush" : "codecommit:GitPull",
        request.Region,
        $"arn:aws:codecommit:{request.Region}:{account}:{request.Repository}");

    private static IEnumerable<Permission> CodeCommit(AwsRequest request, string account)
    {
        var told = request.Parameters();
        var resource = Text(told, "resourceArn")
            ?? (Text(told, "repositoryName") is { } name ? $"arn:aws:codecommit:{request.Region}:{account}:{name}" : NoResource);
        yield return new($"codecommit:{request.Operation}", request.Region, resource);

        if (request.Operation == "CreateRepository" && told["tags"] is JsonObject { Count: > 0 })
        {
            yield return new("codecommit:TagResource", request.Region, resource);
        }
    }

    private static IEnumerable<Permission> Parameters(AwsRequest request, string account)
    {
        var told = request.Parameters();
        string[] names =
        [
            .. (told["Names"] as JsonArray ?? []).Select(name => name!.GetValue<string>()),
            .. new[] { Text(told, "Name"), Text(told, "ResourceId") }.OfType<string>(),
        ];
        string[] resources = names.Length == 0 ? [NoResource] : [.. names.Select(name => $"arn:aws:ssm:{request.Region}:{account}:parameter/{name.TrimStart('/')}")];

        foreach (var resource in resources)
        {
            yield return new($"ssm:{request.Operation}", request.Region, resource);

            if (request.Operation == "PutParameter" && told["Tags"] is JsonArray { Count: > 0 })
            {
                yield return new("ssm:AddTagsToResource", request.Region, resource);
            }
        }
    }

    private static IEnumerable<Permission> Secrets(AwsRequest request, string account)
    {
        var told = request.Parameters();
        var resource = Text(told, "SecretId") switch
        {
            null => NoResource,
            var arn when arn.StartsWith("arn:", StringComparison.Ordinal) => Suffix().Replace(arn, "-AbCdEf"),   // six random characters
            var name => $"arn:aws:secretsmanager:{request.Region}:{account}:secret:{name}-AbCdEf",
        };
        var regions = (told["AddReplicaRegions"] as JsonArray ?? []).Select(replica => Text(replica!, "Region"));
        var context = string.Join(',', regions) is { Length: > 0 } list ? $"secretsmanager:AddReplicaRegions={list}" : "-";

        return [new($"secretsmanager:{request.Operation}", request.Region, resource, context)];
    }

    private static IEnumerable<Permission> Events(AwsRequest request, string account) =>
        from entry in request.Parameters()["Entries"] as JsonArray ?? []
        let bus = Text(entry, "EventBusName") ?? "default"
        select new Permission(
            $"events:{request.Operation}",
            request.Region,
            bus.StartsWith("arn:", StringComparison.Ordinal) ? bus : $"arn:aws:events:{request.Region}:{account}:event-bus/{bus}",
            $"events:source={Text(entry, "Source")};events:detail-type={Text(entry, "DetailType")}");

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    [GeneratedRegex("-[A-Za-z0-9]{6}$")]
    private static partial Regex Suffix();
}
