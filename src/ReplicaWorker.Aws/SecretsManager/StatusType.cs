using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SecretsManager;

/// <summary>How a secret's replication to one region stands.</summary>
[JsonConverter(typeof(Json))]
public class StatusType(string value) : ConstantClass(value)
{
    public static readonly StatusType InSync = new("InSync");

    public static readonly StatusType Failed = new("Failed");

    public static readonly StatusType InProgress = new("InProgress");

    public static StatusType FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator StatusType?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<StatusType>(FindValue);
}
