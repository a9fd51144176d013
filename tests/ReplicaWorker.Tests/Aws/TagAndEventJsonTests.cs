using System.Text.Json;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.ResourceGroupsTaggingAPI.Model;
using NUnit.Framework;

namespace ReplicaWorker.Tests.Aws;

public sealed class TagAndEventJsonTests
{
    [Test]
    public void Resources_are_asked_for_by_type_and_tag()
    {
        var request = new GetResourcesRequest
        {
            ResourceTypeFilters = ["ssm:parameter"],
            TagFilters = [new TagFilter { Key = "ReplicationStatus", Values = ["monitored-by-replica-worker"] }],
            ResourcesPerPage = 100,
            PaginationToken = "",
        };

        Assert.That(
            JsonSerializer.Serialize(request, TaggingJson.Default.GetResourcesRequest),
            Is.EqualTo(
                """{"PaginationToken":"","ResourcesPerPage":100,"ResourceTypeFilters":["ssm:parameter"],"""
                + """
                "TagFilters":[{"Key":"ReplicationStatus","Values":["monitored-by-replica-worker"]}]}
                """));
    }

    [Test]
    public void The_last_page_of_resources_has_an_empty_token()
    {
        var page = JsonSerializer.Deserialize(
            """
            {"PaginationToken":"","ResourceTagMappingList":[
              {"ResourceARN":"arn:aws:ssm:us-east-1:1:parameter/a","Tags":[{"Key":"k","Value":"v"}],"ComplianceDetails":{"ComplianceStatus":true}}]}
            """,
            TaggingJson.Default.GetResourcesResponse)!;

        Assert.That(page.PaginationToken, Is.Empty);
        Assert.That(page.ResourceTagMappingList!.Single().Tags!.Single().Value, Is.EqualTo("v"));
    }

    [Test]
    public void An_event_goes_out_with_its_detail_as_text()
    {
        var request = new PutEventsRequest
        {
            Entries =
            [
                new PutEventsRequestEntry
                {
                    Source = "replica-worker",
                    DetailType = "Replica Worker Run Failed",
                    Detail = """{"failed":1}""",
                    Time = DateTime.UnixEpoch.AddMilliseconds(1_500),
                },
            ],
        };

        using var sent = JsonDocument.Parse(JsonSerializer.Serialize(request, EventBridgeJson.Default.PutEventsRequest));

        var entry = sent.RootElement.GetProperty("Entries")[0];
        Assert.That(entry.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "Detail", "DetailType", "Source", "Time" }));
        Assert.That(entry.GetProperty("Detail").GetString(), Is.EqualTo("""{"failed":1}"""));
        Assert.That(entry.GetProperty("Time").GetDouble(), Is.EqualTo(1.5));
    }

    [Test]
    public void An_answer_says_which_events_were_not_taken()
    {
        var answer = JsonSerializer.Deserialize(
            """{"FailedEntryCount":1,"Entries":[{"EventId":"id"},{"ErrorCode":"ThrottlingException","ErrorMessage":"slow down"}]}""",
            EventBridgeJson.Default.PutEventsResponse)!;

        Assert.That(answer.FailedEntryCount, Is.EqualTo(1));
        Assert.That(
            answer.Entries!.Select(entry => (entry.EventId, entry.ErrorCode)),
            Is.EqualTo(new[] { ((string?)"id", (string?)null), (null, "ThrottlingException") }));
    }
}
