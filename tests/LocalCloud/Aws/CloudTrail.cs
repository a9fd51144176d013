using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Bus;

namespace LocalCloud.Aws;

/// <summary>What CloudTrail puts on the bus: a trail with management events is on.</summary>
/// <remarks>Shapes: awsdocs/aws-cloudtrail-user-guide, record contents and "Non-API events".</remarks>
internal sealed class CloudTrail(EventBus bus, CallerIdentities callers, Ids ids, TimeProvider time, string account)
{
    /// <summary>A call that changes something, carried out or refused. Reads are not delivered to EventBridge.</summary>
    /// <param name="request">Who called what, where.</param>
    /// <param name="parameters">As CloudTrail shows them: redacted.</param>
    /// <param name="response">Nothing when there is none or the call was refused.</param>
    /// <param name="refusal">Why it was refused.</param>
    public Task CalledAsync(AwsRequest request, JsonObject? parameters, JsonObject? response, AwsException? refusal)
    {
        var now = time.GetUtcNow();
        var detail = Record(request.Service, request.Operation, request.Region, callers.Of(request.AccessKey), now);
        detail["sourceIPAddress"] = "127.0.0.1";
        detail["userAgent"] = request.UserAgent;
        if (refusal is not null)
        {
            detail["errorCode"] = refusal.Code;
            detail["errorMessage"] = refusal.Message;
        }

        detail["requestParameters"] = parameters;
        detail["responseElements"] = response;
        detail["requestID"] = ids.Next();
        detail["eventType"] = "AwsApiCall";
        return PublishAsync("AWS API Call via CloudTrail", request.Service, request.Region, now, detail);
    }

    /// <summary>Something the service did by itself.</summary>
    public Task ServiceDidAsync(string service, string name, string region, JsonObject additionalEventData)
    {
        var now = time.GetUtcNow();
        var identity = new JsonObject { ["accountId"] = account, ["invokedBy"] = service + ".amazonaws.com" };
        var detail = Record(service, name, region, identity, now);
        detail["sourceIPAddress"] = service + ".amazonaws.com";
        detail["userAgent"] = service + ".amazonaws.com";
        detail["requestParameters"] = null;
        detail["responseElements"] = null;
        detail["additionalEventData"] = additionalEventData;
        detail["eventType"] = "AwsServiceEvent";
        return PublishAsync("AWS Service Event via CloudTrail", service, region, now, detail);
    }

    private JsonObject Record(string service, string name, string region, JsonObject identity, DateTimeOffset now) => new()
    {
        ["eventVersion"] = "1.11",
        ["userIdentity"] = identity,
        ["eventTime"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["eventSource"] = service + ".amazonaws.com",
        ["eventName"] = name,
        ["awsRegion"] = region,
        ["eventID"] = ids.Next(),
        ["readOnly"] = false,
        ["managementEvent"] = true,
        ["recipientAccountId"] = account,
        ["eventCategory"] = "Management",
    };

    private Task PublishAsync(string detailType, string service, string region, DateTimeOffset now, JsonObject detail) =>
        bus.PublishAsync(new(ids.Next(), "aws." + service, detailType, account, now, region, [], detail));
}
