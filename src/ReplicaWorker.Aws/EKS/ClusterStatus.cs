using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.EKS;

/// <summary>How a cluster stands.</summary>
[JsonConverter(typeof(Json))]
public class ClusterStatus(string value) : ConstantClass(value)
{
    public static readonly ClusterStatus ACTIVE = new("ACTIVE");

    public static readonly ClusterStatus CREATING = new("CREATING");

    public static readonly ClusterStatus DELETING = new("DELETING");

    public static readonly ClusterStatus FAILED = new("FAILED");

    public static readonly ClusterStatus PENDING = new("PENDING");

    public static readonly ClusterStatus UPDATING = new("UPDATING");

    public static ClusterStatus FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ClusterStatus?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<ClusterStatus>(FindValue);
}
