using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.EKS.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.EKS;

/// <summary>How EKS's responses look on the wire; generated, so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(AwsTimestamp)])]
[JsonSerializable(typeof(DescribeClusterResponse))]
internal sealed partial class EKSJson : JsonSerializerContext;
