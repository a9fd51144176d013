using System.Text.Json.Nodes;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Iam;

/// <summary>Somebody in the account, with the policies that deploy.md gives them.</summary>
/// <param name="Arn">A role, a user or a service.</param>
/// <param name="Policies">Those attached to a role or user.</param>
internal sealed record IamPrincipal(string Arn, IReadOnlyList<string> Policies)
{
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static readonly string KeyPolicy =
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{DeployFiles.Values["ACCOUNT_ID"]}}:root"},"Action":"kms:*","Resource":"*"}]}""";

    /// <param name="name">
    /// <c>task</c>, <c>drift</c>, <c>execution</c>, <c>events-invoke</c>: our roles; <c>developer</c>: an administrator; else a service.
    /// </param>
    public static IamPrincipal Named(string name)
    {
        if (name.EndsWith(".amazonaws.com", StringComparison.Ordinal))
        {
            return new(name, []);
        }

        var arn = $"arn:aws:iam::{DeployFiles.Values["ACCOUNT_ID"]}:role/";
        return name == "developer"
            ? new(arn + name, [Everything])
            : new(arn + DeployFiles.Values["STACK"] + "-" + name, [.. PolicyFiles(name).Select(Filled)]);
    }

    /// <summary>As <c>@cloud-copilot/iam-simulate</c> takes it. Every account is under the deny policy, as a service control policy.</summary>
    public JsonObject Asks(Permission asked)
    {
        var context = new JsonObject { ["aws:RequestedRegion"] = asked.Region, ["aws:PrincipalArn"] = Arn };
        foreach (var pair in asked.Context == "-" ? [] : asked.Context.Split(';'))
        {
            var (key, values) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(','));
            context[key] = values.Length == 1 && !IsList(key) ? values[0] : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        var account = new JsonObject
        {
            ["orgIdentifier"] = "account",
            ["policies"] = new JsonArray(Policy("everything", Everything), Policy("replica-deny", DeployFiles.Filled("iam/replica-deny.json").ToJsonString())),
        };
        var simulation = new JsonObject
        {
            ["request"] = new JsonObject
            {
                ["principal"] = Arn,
                ["action"] = asked.Action,
                ["resource"] = new JsonObject { ["resource"] = asked.Resource, ["accountId"] = DeployFiles.Values["ACCOUNT_ID"] },
                ["contextVariables"] = context,
            },
            ["identityPolicies"] = new JsonArray([.. Policies.Select((policy, index) => Policy($"policy{index}", policy))]),
            ["serviceControlPolicies"] = new JsonArray(account),
            ["resourceControlPolicies"] = new JsonArray(),
        };
        if (PolicyOf(asked) is { } policy)
        {
            simulation["resourcePolicy"] = JsonNode.Parse(policy);
        }

        return simulation;
    }

    private static IEnumerable<string> PolicyFiles(string role) =>
        DeployFiles.Json.Where(file => file.StartsWith($"iam/{role}-role", StringComparison.Ordinal)) is var files && files.Any()
            ? files
            : throw new InvalidDataException($"no iam/{role}-role*.json");

    /// <summary>The policy of the configuration is attached only when there is a path.</summary>
    private static string Filled(string file) =>
        DeployFiles.Fill(DeployFiles.Read(file).Replace("${CONFIGURATION_PATH}", "/shop/production", StringComparison.Ordinal));

    /// <summary>The policy that stands on the resource itself; a key's is the one that KMS gives it, which leaves the choice to IAM.</summary>
    private static string? PolicyOf(Permission asked) => asked.Action switch
    {
        "sns:Publish" => Filled("iam/alert-topic.json"),
        "sqs:SendMessage" => Filled("iam/dead-letter-queue.json"),
        "sts:AssumeRole" when asked.Resource.EndsWith("-events-invoke", StringComparison.Ordinal) => Filled("iam/events-invoke-trust.json"),
        "sts:AssumeRole" => Filled("iam/ecs-tasks-trust.json"),
        var action when action.StartsWith("kms:", StringComparison.Ordinal) => KeyPolicy,
        _ => null,
    };

    /// <summary>Keys that have a list even when it has one value; the Service Authorization Reference says which.</summary>
    private static bool IsList(string key) => key is "secretsmanager:AddReplicaRegions" or "events:source" or "events:detail-type";

    private static JsonObject Policy(string name, string document) => new() { ["name"] = name, ["policy"] = JsonNode.Parse(document) };
}
