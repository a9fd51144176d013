using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using ReplicaWorker.Events;

namespace ReplicaWorker.Tests.Events;

/// <summary>Writes an event as AWS, or a person, would: the inverse of the parser.</summary>
internal static class Writing
{
    public const string Primary = "us-east-1";

    public static ReplicaEvent ParseJson(string json) => EventParser.Parse(JsonEvent.Parse(Encoding.UTF8.GetBytes(json)), Primary);

    public static ReplicaEvent ParseJson(JsonNode json) => ParseJson(json.ToJsonString());

    /// <summary>By environment variables, as an input transformer passes them on.</summary>
    public static ReplicaEvent ParseScalars(JsonObject json, Func<string, string>? spell = null) =>
        EventParser.Parse(Scalars(Flatten(json, "Event").Select(pair => ((spell ?? (key => key))(pair.Key), pair.Value))), Primary);

    public static ScalarEvent Scalars(IEnumerable<(string Key, string Value)> variables) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
        .Build()
        .GetSection("Event"));

    public static JsonObject Write(ReplicaEvent e)
    {
        var json = new JsonObject
        {
            ["version"] = "0",
            ["id"] = e.Metadata.Id,
            ["source"] = e.Metadata.Source,
            ["detail-type"] = e.Metadata.DetailType,
            ["time"] = e.Metadata.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["region"] = e.Metadata.Region,
            ["account"] = e.Metadata.Account,
        };
        json["detail"] = e switch
        {
            ReplicaEvent.RefChanged x => new JsonObject
            {
                ["event"] = "reference" + x.Change,
                ["repositoryName"] = x.Repository,
                ["referenceFullName"] = x.Ref,
                ["oldCommitId"] = x.OldCommitId,
                ["commitId"] = x.CommitId,
            },
            ReplicaEvent.RepositoryChanged x => Call(x.Call.ToString(), "repositoryName", x.Repository),
            ReplicaEvent.RepositoryDeleted x => Call("DeleteRepository", "repositoryName", x.Repository),
            ReplicaEvent.ParameterChanged x => new JsonObject { ["name"] = x.Name, ["operation"] = x.Operation.ToString(), ["type"] = x.Type },
            ReplicaEvent.ParameterPolicyActed x => new JsonObject { ["parameter-name"] = x.Name, ["policy-type"] = x.PolicyType },
            ReplicaEvent.ParametersCalled { Call: "DeleteParameters" } x => new JsonObject
            {
                ["eventName"] = x.Call,
                ["requestParameters"] = new JsonObject { ["names"] = new JsonArray([.. x.Names.Select(name => JsonValue.Create(name))]) },
            },
            ReplicaEvent.ParametersCalled { Call: "AddTagsToResource" or "RemoveTagsFromResource" } x => Call(x.Call, "resourceId", x.Names[0], ("resourceType", "Parameter")),
            ReplicaEvent.ParametersCalled x => Call(x.Call, "name", x.Names[0]),
            ReplicaEvent.SecretLabelUpdated x => new JsonObject { ["name"] = x.SecretId, ["labelUpdated"] = x.Label, ["versionId"] = x.VersionId },
            ReplicaEvent.SecretCalled x => Call(x.Call, "secretId", x.SecretId),
            _ => new JsonObject(),
        };
        if (e is ReplicaEvent.ActionRequested { Action: var action, DryRun: var dryRun })
        {
            json["action"] = dryRun ? "test_sync" : action.ToString();
        }

        return json;
    }

    private static JsonObject Call(string name, string field, string value, params (string Name, string Value)[] more)
    {
        var parameters = new JsonObject { [field] = value };
        foreach (var (key, text) in more)
        {
            parameters[key] = text;
        }

        return new() { ["eventName"] = name, ["requestParameters"] = parameters, ["responseElements"] = null };
    }

    private static IEnumerable<(string Key, string Value)> Flatten(JsonNode? node, string key) => node switch
    {
        null => [(key, "")],   // what an input transformer makes of a path that is absent
        JsonObject o => o.SelectMany(child => Flatten(child.Value, $"{key}__{(child.Key == "detail-type" ? "DetailType" : child.Key)}")),
        JsonValue v => [(key, v.GetValue<string>())],
        _ => throw new InvalidOperationException("an array has no scalars"),
    };
}
