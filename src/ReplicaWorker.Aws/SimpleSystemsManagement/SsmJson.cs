using System.Text.Json.Serialization;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

/// <summary>How Systems Manager's requests and responses look on the wire; generated, so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(AwsTimestamp)])]
[JsonSerializable(typeof(GetParameterRequest))]
[JsonSerializable(typeof(GetParameterResponse))]
[JsonSerializable(typeof(GetParametersRequest))]
[JsonSerializable(typeof(GetParametersResponse))]
[JsonSerializable(typeof(GetParametersByPathRequest))]
[JsonSerializable(typeof(GetParametersByPathResponse))]
[JsonSerializable(typeof(DescribeParametersRequest))]
[JsonSerializable(typeof(DescribeParametersResponse))]
[JsonSerializable(typeof(PutParameterRequest))]
[JsonSerializable(typeof(PutParameterResponse))]
[JsonSerializable(typeof(DeleteParameterRequest))]
[JsonSerializable(typeof(DeleteParameterResponse))]
[JsonSerializable(typeof(DeleteParametersRequest))]
[JsonSerializable(typeof(DeleteParametersResponse))]
[JsonSerializable(typeof(AddTagsToResourceRequest))]
[JsonSerializable(typeof(AddTagsToResourceResponse))]
[JsonSerializable(typeof(RemoveTagsFromResourceRequest))]
[JsonSerializable(typeof(RemoveTagsFromResourceResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(GetParameterHistoryRequest))]
[JsonSerializable(typeof(GetParameterHistoryResponse))]
[JsonSerializable(typeof(LabelParameterVersionRequest))]
[JsonSerializable(typeof(LabelParameterVersionResponse))]
[JsonSerializable(typeof(UnlabelParameterVersionRequest))]
[JsonSerializable(typeof(UnlabelParameterVersionResponse))]
internal sealed partial class SsmJson : JsonSerializerContext;
