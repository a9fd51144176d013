using ReplicaWorker.Hosting;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Events;

/// <summary>Events of Parameter Store. Source: Systems Manager user guide, "EventBridge event examples", and CloudTrail's records.</summary>
internal static class ParameterEvents
{
    private const string NoParameter = "a parameter name";

    public static ReplicaEvent Change(EventNode root, EventMetadata metadata)
    {
        var detail = root.RequiredObject("detail");

        // An AMI parameter whose image was refused: the event carries the exception, and the value is what it was.
        return detail.Text("exception") is not null
            ? new ReplicaEvent.NothingToDo(metadata, "the change that the event reports has failed")
            : new ReplicaEvent.ParameterChanged(metadata, Name(detail, "name"), Operation(detail), detail.Text("type"));
    }

    public static ReplicaEvent PolicyAction(EventNode root, EventMetadata metadata)
    {
        var detail = root.RequiredObject("detail");
        return new ReplicaEvent.ParameterPolicyActed(metadata, Name(detail, "parameter-name"), detail.Text("policy-type"));
    }

    public static ReplicaEvent Call(EventNode root, EventMetadata metadata)
    {
        var detail = root.RequiredObject("detail");
        if (EventParser.FailedCall(detail, metadata) is { } nothing)
        {
            return nothing;
        }

        var call = detail.RequiredText("eventName");
        var parameters = detail.RequiredObject("requestParameters");
        return call switch
        {
            "PutParameter" or "DeleteParameter" => new ReplicaEvent.ParametersCalled(metadata, [Name(parameters, "name")], call),
            "AddTagsToResource" or "RemoveTagsFromResource" => parameters.RequiredText("resourceType") == "Parameter"
                ? new ReplicaEvent.ParametersCalled(metadata, [Name(parameters, "resourceId")], call)
                : new ReplicaEvent.NothingToDo(metadata, "the tags are not a parameter's"),

            // Input paths cannot index an array; each deleted parameter has its own Parameter Store Change event besides.
            "DeleteParameters" => FindNames(detail) is { Count: > 0 } names
                ? new ReplicaEvent.ParametersCalled(metadata, [.. names], call)
                : new ReplicaEvent.NothingToDo(metadata, "each deleted parameter has an event of its own"),
            _ => throw new BadEventException($"nobody handles the Systems Manager call \"{Printable.Word(call)}\""),
        };
    }

    /// <summary>The parameters that any event names, for a verb that takes some.</summary>
    public static IReadOnlyList<string> FindNames(EventNode detail)
    {
        var parameters = detail.Object("requestParameters");
        var one = detail.Legal("name", LegalName.IsParameter, NoParameter)
            ?? detail.Legal("parameter-name", LegalName.IsParameter, NoParameter)
            ?? parameters?.Legal("name", LegalName.IsParameter, NoParameter)
            ?? parameters?.Legal("resourceId", LegalName.IsParameter, NoParameter);
        if (one is not null || parameters is null)
        {
            return one is null ? [] : [one];
        }

        var names = parameters.Texts("names");
        return names.All(LegalName.IsParameter)
            ? names
            : throw new BadEventException($"{parameters.PathOf("names")} has something that is not {NoParameter}");
    }

    /// <summary>One of the four operations, in any case.</summary>
    public static ParameterOperation Operation(EventNode detail)
    {
        var text = detail.RequiredText("operation");
        foreach (var name in Enum.GetNames<ParameterOperation>())
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return Enum.Parse<ParameterOperation>(name);
            }
        }

        throw new BadEventException($"{detail.PathOf("operation")} is not one of {string.Join(", ", Enum.GetNames<ParameterOperation>())}");
    }

    public static string Name(EventNode node, string field) => node.RequiredLegal(field, LegalName.IsParameter, NoParameter);
}
