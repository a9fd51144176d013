using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReplicaWorker.Kubernetes;

/// <summary>How the API's answers are read; generated, so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConfigMap))]
[JsonSerializable(typeof(ConfigMapList))]
[JsonSerializable(typeof(Status))]
internal sealed partial class KubernetesJson : JsonSerializerContext;
