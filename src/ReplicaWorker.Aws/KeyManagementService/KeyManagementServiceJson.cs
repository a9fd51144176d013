using System.Text.Json.Serialization;
using Amazon.KeyManagementService.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.KeyManagementService;

/// <summary>How KMS's requests and responses look on the wire; generated, so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(AwsTimestamp)])]
[JsonSerializable(typeof(DescribeKeyRequest))]
[JsonSerializable(typeof(DescribeKeyResponse))]
internal sealed partial class KeyManagementServiceJson : JsonSerializerContext;
