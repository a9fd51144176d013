using System.Globalization;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Events;

/// <summary>From an event of any kind to the one case of <see cref="ReplicaEvent"/> that it means.</summary>
/// <remarks>Fields we do not read are ignored: AWS adds them without notice.</remarks>
internal static class EventParser
{
    public const string ByCloudTrail = "AWS API Call via CloudTrail";
    public const string ByService = "AWS Service Event via CloudTrail";

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="root">The event.</param>
    /// <param name="primaryRegion">Events from elsewhere are our own writes, or nobody's business.</param>
    /// <exception cref="BadEventException">A field is missing or malformed, or nobody handles the event's kind.</exception>
    public static ReplicaEvent Parse(EventNode root, string primaryRegion)
    {
        var metadata = Metadata(root, primaryRegion);
        if (metadata.Region != primaryRegion)
        {
            return new ReplicaEvent.NothingToDo(metadata, "the event is from another region than the primary");
        }

        // Before the table: that is how a second rule on the same event starts another module.
        if (root.Text("action") is { } action)
        {
            return ActionEvents.Parse(root, metadata, action);
        }

        return (metadata.Source, metadata.DetailType) switch
        {
            ("aws.codecommit", "CodeCommit Repository State Change") => CodeCommitEvents.StateChange(root, metadata),
            ("aws.codecommit", ByCloudTrail) => CodeCommitEvents.Call(root, metadata),
            ("aws.ssm", "Parameter Store Change") => ParameterEvents.Change(root, metadata),
            ("aws.ssm", "Parameter Store Policy Action") => ParameterEvents.PolicyAction(root, metadata),
            ("aws.ssm", ByCloudTrail) => ParameterEvents.Call(root, metadata),
            ("aws.secretsmanager", "Secret Label Updated") => SecretEvents.LabelUpdated(root, metadata),
            ("aws.secretsmanager", ByCloudTrail or ByService) => SecretEvents.Call(root, metadata),
            ("aws.events" or "aws.scheduler", "Scheduled Event") => ActionEvents.Scheduled(root, metadata),
            (null or "replica-worker.manual", _) => ActionEvents.Manual(root, metadata),
            var (source, kind) => throw new BadEventException(
                $"nobody handles \"{Printable.Word(kind)}\" from \"{Printable.Word(source)}\""),
        };
    }

    /// <summary>A call that failed has changed nothing.</summary>
    public static ReplicaEvent.NothingToDo? FailedCall(EventNode detail, EventMetadata metadata) =>
        detail.Text("errorCode") is null ? null : new(metadata, "the call that the event reports has failed");

    private static EventMetadata Metadata(EventNode root, string primaryRegion) => new(
        root.Legal("id", IsPlain, "an event id"),
        root.Text("source"),
        root.Text("detail-type"),
        Time(root),
        root.Text("region") ?? primaryRegion,
        root.Legal("account", IsPlain, "an account number"));

    private static DateTimeOffset? Time(EventNode root)
    {
        if (root.Text("time") is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new BadEventException($"{root.PathOf("time")} is not a time such as 2026-01-02T03:04:05Z");
    }

    private static bool IsPlain(string text) => text.Length <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
