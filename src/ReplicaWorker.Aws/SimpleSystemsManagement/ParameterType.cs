using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

/// <summary>What a parameter holds. Compared without regard to case, as the official class does; a value of tomorrow is kept as it is.</summary>
[JsonConverter(typeof(Json))]
public class ParameterType(string value) : ConstantClass(value)
{
    public static readonly ParameterType String = new("String");

    public static readonly ParameterType StringList = new("StringList");

    public static readonly ParameterType SecureString = new("SecureString");

    public static ParameterType FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ParameterType?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<ParameterType>(FindValue);
}
