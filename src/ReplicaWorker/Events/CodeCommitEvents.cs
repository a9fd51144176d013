using ReplicaWorker.Hosting;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Events;

/// <summary>Events of CodeCommit. Source: its user guide, "Monitoring CodeCommit events", and CloudTrail's records.</summary>
internal static class CodeCommitEvents
{
    private const string NoObjectId = "an object id (40 or 64 hexadecimal digits)";

    public static ReplicaEvent StateChange(EventNode root, EventMetadata metadata)
    {
        var detail = root.RequiredObject("detail");
        var happened = detail.RequiredText("event");
        if (happened == "unreferencedMergeCommitCreated")
        {
            return new ReplicaEvent.NothingToDo(metadata, "the merge commit that the event reports is on no branch");
        }

        return new ReplicaEvent.RefChanged(
            metadata,
            Repository(detail),
            happened switch
            {
                "referenceCreated" => RefChangeKind.Created,
                "referenceUpdated" => RefChangeKind.Updated,
                "referenceDeleted" => RefChangeKind.Deleted,
                _ => throw new BadEventException($"{detail.PathOf("event")} is not a kind of change that we know"),
            },
            detail.Legal("referenceFullName", LegalName.IsRef, "a full ref name"),
            ObjectId(detail, "oldCommitId"),
            ObjectId(detail, "commitId"));
    }

    public static ReplicaEvent Call(EventNode root, EventMetadata metadata)
    {
        var detail = root.RequiredObject("detail");
        if (EventParser.FailedCall(detail, metadata) is { } nothing)
        {
            return nothing;
        }

        return detail.RequiredText("eventName") switch
        {
            nameof(RepositoryCall.CreateRepository) => Changed(RepositoryCall.CreateRepository),
            nameof(RepositoryCall.UpdateDefaultBranch) => Changed(RepositoryCall.UpdateDefaultBranch),
            nameof(RepositoryCall.UpdateRepositoryDescription) => Changed(RepositoryCall.UpdateRepositoryDescription),
            "DeleteRepository" => new ReplicaEvent.RepositoryDeleted(metadata, Repository(detail.RequiredObject("requestParameters"))),
            var call => throw new BadEventException($"nobody handles the CodeCommit call \"{Printable.Word(call)}\""),
        };

        ReplicaEvent Changed(RepositoryCall call) =>
            new ReplicaEvent.RepositoryChanged(metadata, Repository(detail.RequiredObject("requestParameters")), call);
    }

    /// <summary>The repository that any event names, for a verb that takes one; none gives null.</summary>
    public static string? FindRepository(EventNode detail) =>
        FindRepositoryIn(detail) ?? (detail.Object("requestParameters") is { } parameters ? FindRepositoryIn(parameters) : null);

    private static string? FindRepositoryIn(EventNode node) => node.Legal("repositoryName", LegalName.IsRepository, "a repository name");

    private static string Repository(EventNode node) => node.RequiredLegal("repositoryName", LegalName.IsRepository, "a repository name");

    // All zeros is git's way to write "none".
    private static string? ObjectId(EventNode detail, string name) =>
        detail.Legal(name, LegalName.IsObjectId, NoObjectId) is { } id && id.AsSpan().ContainsAnyExcept('0') ? id : null;
}
