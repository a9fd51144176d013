using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

/// <summary>What <see cref="Model.ParametersFilter"/> looks at.</summary>
[JsonConverter(typeof(Json))]
public class ParametersFilterKey(string value) : ConstantClass(value)
{
    public static readonly ParametersFilterKey Name = new("Name");

    public static readonly ParametersFilterKey Type = new("Type");

    public static readonly ParametersFilterKey KeyId = new("KeyId");

    public static ParametersFilterKey FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ParametersFilterKey?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<ParametersFilterKey>(FindValue);
}
