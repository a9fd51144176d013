using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>What every request of this service is.</summary>
public class AmazonEventBridgeRequest : AmazonWebServiceRequest;

public class PutEventsRequestEntry
{
    /// <value>A JSON object, as text. Required.</value>
    public string? Detail { get; set; }

    /// <value>Required.</value>
    public string? DetailType { get; set; }

    /// <value>A name or ARN; null: the default bus.</value>
    public string? EventBusName { get; set; }

    /// <value>ARNs.</value>
    public List<string>? Resources { get; set; }

    /// <value>Never <c>aws.*</c>. Required.</value>
    public string? Source { get; set; }

    /// <value>Null: when the call arrives.</value>
    public DateTime? Time { get; set; }

    /// <value>An X-Ray trace.</value>
    public string? TraceHeader { get; set; }
}

/// <summary>What became of one event, in the order of the request.</summary>
public class PutEventsResultEntry
{
    /// <value>Null: the event was taken.</value>
    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <value>Null: the event was not taken.</value>
    public string? EventId { get; set; }
}

public class PutEventsRequest : AmazonEventBridgeRequest
{
    /// <value>1 to 10, together up to 1 MB. Required.</value>
    public List<PutEventsRequestEntry>? Entries { get; set; }
}

public class PutEventsResponse : AmazonWebServiceResponse
{
    public List<PutEventsResultEntry>? Entries { get; set; }

    /// <value>0: all were taken. The answer is a success also when none was.</value>
    public int? FailedEntryCount { get; set; }
}
