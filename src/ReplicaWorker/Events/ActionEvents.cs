using ReplicaWorker.Hosting;

namespace ReplicaWorker.Events;

/// <summary>Events that ask for a verb: schedules, second rules, people, and the payloads of the systems that this one replaces.</summary>
internal static class ActionEvents
{
    /// <summary>An action names a verb, in any case; the long names are those of the Lambda functions we replace.</summary>
    public static ReplicaEvent Parse(EventNode root, EventMetadata metadata, string action)
    {
        var (verb, dryRun) = action.ToUpperInvariant() switch
        {
            "MIRROR" => (RequestedAction.Mirror, false),
            "SECRETS" => (RequestedAction.Secrets, false),
            "PARAMETERS" => (RequestedAction.Parameters, false),
            "CONFIGMAPS" => (RequestedAction.ConfigMaps, false),
            "DRIFT" or "INITIAL_CHECK" or "MANUAL_CHECK" or "TEST_DRIFT_DETECTION" => (RequestedAction.Drift, false),
            "DEPLOY" => (RequestedAction.Deploy, false),
            "SYNC" or "INITIAL_SYNC" => (RequestedAction.Sync, false),
            "TEST_SYNC" => (RequestedAction.Sync, true),
            "CHECK" or "CONNECTIVITY_TEST" => (RequestedAction.Check, false),
            _ => throw new BadEventException(
                $"{root.PathOf("action")} is not one of mirror, secrets, parameters, configmaps, drift, deploy, sync, check"),
        };
        return new ReplicaEvent.ActionRequested(metadata, verb, dryRun, [.. Names(root, verb)]);
    }

    /// <summary>A schedule without an action is the daily safety net.</summary>
    public static ReplicaEvent Scheduled(EventNode root, EventMetadata metadata) =>
        Parse(root, metadata, root.Object("detail")?.Text("action") ?? "sync");

    /// <summary>A payload written by hand: <c>{"detail":{"name":"all","operation":"sync"}}</c> and its like.</summary>
    public static ReplicaEvent Manual(EventNode root, EventMetadata metadata)
    {
        if (root.Object("detail") is not { } detail)
        {
            throw new BadEventException($"the event has neither {root.PathOf("source")} nor {root.PathOf("action")} nor {root.PathOf("detail")}");
        }

        if (detail.Text("action") is { } action)
        {
            return Parse(root, metadata, action);
        }

        // As the system we replace did: "all" is everything, whatever the operation.
        return detail.RequiredText("name").Equals("all", StringComparison.OrdinalIgnoreCase)
            ? Parse(root, metadata, "sync")
            : new ReplicaEvent.ParameterChanged(metadata, ParameterEvents.Name(detail, "name"), ParameterEvents.Operation(detail));
    }

    private static IEnumerable<string> Names(EventNode root, RequestedAction verb) => (verb, root.Object("detail")) switch
    {
        (RequestedAction.Mirror, { } detail) => OneOrNone(CodeCommitEvents.FindRepository(detail)),
        (RequestedAction.Secrets, { } detail) => OneOrNone(SecretEvents.FindId(root, detail)),
        (RequestedAction.Parameters, { } detail) => ParameterEvents.FindNames(detail),
        _ => [],
    };

    private static IEnumerable<string> OneOrNone(string? name) => name is null ? [] : [name];
}
