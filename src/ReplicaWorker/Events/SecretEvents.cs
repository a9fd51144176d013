using ReplicaWorker.Hosting;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Events;

/// <summary>Events of Secrets Manager. Source: its user guide, "Secret event notifications", and CloudTrail's records.</summary>
internal static class SecretEvents
{
    private const string NoSecret = "a secret's name or ARN";

    // CloudTrail wrote aRN until February 2024; others write ARN.
    private static readonly string[] ArnSpellings = ["arn", "aRN", "ARN"];

    public static ReplicaEvent LabelUpdated(EventNode root, EventMetadata metadata)
    {
        var detail = root.RequiredObject("detail");
        return new ReplicaEvent.SecretLabelUpdated(metadata, Required(root, detail), detail.Text("labelUpdated"), detail.Text("versionId"));
    }

    public static ReplicaEvent Call(EventNode root, EventMetadata metadata)
    {
        var detail = root.RequiredObject("detail");
        if (EventParser.FailedCall(detail, metadata) is { } nothing)
        {
            return nothing;
        }

        var call = detail.RequiredLegal("eventName", text => Printable.Word(text) == text, "the name of a call");
        return new ReplicaEvent.SecretCalled(metadata, Required(root, detail), call);
    }

    /// <summary>The secret that any event names, wherever the call or the service has put it; none gives null.</summary>
    /// <remarks>The order prefers an ARN, which is exact, to a name as the caller typed it.</remarks>
    public static string? FindId(EventNode root, EventNode detail)
    {
        var response = detail.Object("responseElements");
        var request = detail.Object("requestParameters");
        return ArnSpellings.Select(arn => response is null ? null : Id(response, arn)).FirstOrDefault(found => found is not null)
            ?? (request is null ? null : Id(request, "secretId") ?? Id(request, "name"))
            ?? (detail.Object("additionalEventData") is { } additional ? Id(additional, "SecretId") : null)
            ?? (detail.Object("serviceEventDetails") is { } service ? Id(service, "secretId") : null)
            ?? Resource(root, detail)
            ?? Id(detail, "name");
    }

    private static string Required(EventNode root, EventNode detail) =>
        FindId(root, detail) ?? throw new BadEventException($"the event names no secret: {detail.PathOf("requestParameters.secretId")} and the other places are empty");

    // The envelope lists ARNs, CloudTrail's own record lists objects with one each.
    private static string? Resource(EventNode root, EventNode detail) =>
        root.Texts("resources")
            .Concat(detail.Objects("resources").SelectMany(resource => ArnSpellings.Select(arn => resource.Text(arn))).OfType<string>())
            .FirstOrDefault(arn => arn.Contains(":secret:", StringComparison.Ordinal)) is not { } found ? null
        : LegalName.IsSecretId(found) ? found
        : throw new BadEventException($"{root.PathOf("resources")} has something that is not {NoSecret}");

    private static string? Id(EventNode node, string field) => node.Legal(field, LegalName.IsSecretId, NoSecret);
}
