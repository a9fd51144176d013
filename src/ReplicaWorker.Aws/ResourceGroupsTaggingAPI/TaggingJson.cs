using System.Text.Json.Serialization;
using Amazon.ResourceGroupsTaggingAPI.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>How the Tagging API's requests and responses look on the wire; generated, so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(AwsTimestamp)])]
[JsonSerializable(typeof(GetResourcesRequest))]
[JsonSerializable(typeof(GetResourcesResponse))]
internal sealed partial class TaggingJson : JsonSerializerContext;
