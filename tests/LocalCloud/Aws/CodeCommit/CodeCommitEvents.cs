using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Bus;
using LocalCloud.Git;

namespace LocalCloud.Aws.CodeCommit;

/// <summary>The events CodeCommit raises: one for each ref that moves, and CloudTrail's for each API call that changes something.</summary>
/// <remarks>Shapes: awsdocs/aws-codecommit-user-guide, monitoring-events.md and integ-cloudtrail.md.</remarks>
internal sealed class CodeCommitEvents(EventBus bus, CloudTrail trail, Ids ids, TimeProvider time, string account)
{
    public Task RefMovedAsync(Repository repository, RefUpdate update)
    {
        var isTag = update.Ref.StartsWith("refs/tags/", StringComparison.Ordinal);
        var detail = new JsonObject
        {
            ["event"] = (update.OldId, update.NewId) switch
            {
                (null, _) => "referenceCreated",
                (_, null) => "referenceDeleted",
                _ => "referenceUpdated",
            },
            ["repositoryName"] = repository.Name,
            ["repositoryId"] = repository.Id,
            ["referenceType"] = isTag ? "tag" : "branch",
            ["referenceName"] = update.Ref[(isTag ? "refs/tags/" : "refs/heads/").Length..],
            ["referenceFullName"] = update.Ref,
        };

        if (update.NewId is { } commit)
        {
            detail["commitId"] = commit;
        }

        if (update.OldId is { } old)
        {
            detail["oldCommitId"] = old;
        }

        return bus.PublishAsync(new(
            ids.Next(), "aws.codecommit", "CodeCommit Repository State Change", account, time.GetUtcNow(),
            repository.Region, [repository.Arn], detail));
    }

    /// <param name="request">The call.</param>
    /// <param name="output">What it answered; nothing when it answers nothing or was refused.</param>
    /// <param name="refusal">Why it was refused.</param>
    public Task CalledAsync(AwsRequest request, JsonObject? output, AwsException? refusal) =>
        trail.CalledAsync(request, request.Parameters(), ResponseElements(output), refusal);

    // CloudTrail writes the ARN's field in lower case and dates in words.
    private static JsonObject? ResponseElements(JsonObject? output)
    {
        if (output?.DeepClone() is not JsonObject elements)
        {
            return null;
        }

        if (elements["repositoryMetadata"] is JsonObject metadata)
        {
            metadata["arn"] = metadata["Arn"]?.DeepClone();
            metadata.Remove("Arn");
            foreach (var date in new[] { "creationDate", "lastModifiedDate" })
            {
                var seconds = metadata[date]!.GetValue<double>();
                metadata[date] = DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToString("MMM d, yyyy h:mm:ss tt", CultureInfo.InvariantCulture);
            }
        }

        return elements;
    }
}
