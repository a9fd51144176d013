using System.Text.Json.Serialization;
using Amazon.CodeCommit.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.CodeCommit;

/// <summary>How CodeCommit's requests and responses look on the wire; generated, so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(AwsTimestamp)])]
[JsonSerializable(typeof(GetRepositoryRequest))]
[JsonSerializable(typeof(GetRepositoryResponse))]
[JsonSerializable(typeof(ListRepositoriesRequest))]
[JsonSerializable(typeof(ListRepositoriesResponse))]
[JsonSerializable(typeof(CreateRepositoryRequest))]
[JsonSerializable(typeof(CreateRepositoryResponse))]
[JsonSerializable(typeof(UpdateDefaultBranchRequest))]
[JsonSerializable(typeof(UpdateDefaultBranchResponse))]
[JsonSerializable(typeof(DeleteBranchRequest))]
[JsonSerializable(typeof(DeleteBranchResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
[JsonSerializable(typeof(UpdateRepositoryDescriptionRequest))]
[JsonSerializable(typeof(UpdateRepositoryDescriptionResponse))]
internal sealed partial class CodeCommitJson : JsonSerializerContext;
