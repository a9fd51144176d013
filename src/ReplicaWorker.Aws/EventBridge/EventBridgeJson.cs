using System.Text.Json.Serialization;
using Amazon.EventBridge.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.EventBridge;

/// <summary>How EventBridge's requests and responses look on the wire; generated, so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(AwsTimestamp)])]
[JsonSerializable(typeof(DescribeEventBusRequest))]
[JsonSerializable(typeof(DescribeEventBusResponse))]
[JsonSerializable(typeof(PutEventsRequest))]
[JsonSerializable(typeof(PutEventsResponse))]
internal sealed partial class EventBridgeJson : JsonSerializerContext;
