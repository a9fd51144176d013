using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SecretsManager;

/// <summary>Up or down.</summary>
[JsonConverter(typeof(Json))]
public class SortOrderType(string value) : ConstantClass(value)
{
    public static readonly SortOrderType Asc = new("asc");

    public static readonly SortOrderType Desc = new("desc");

    public static SortOrderType FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator SortOrderType?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<SortOrderType>(FindValue);
}
