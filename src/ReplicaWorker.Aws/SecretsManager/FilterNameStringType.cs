using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SecretsManager;

/// <summary>What a filter of secrets looks at.</summary>
[JsonConverter(typeof(Json))]
public class FilterNameStringType(string value) : ConstantClass(value)
{
    public static readonly FilterNameStringType Description = new("description");

    public static readonly FilterNameStringType Name = new("name");

    public static readonly FilterNameStringType TagKey = new("tag-key");

    public static readonly FilterNameStringType TagValue = new("tag-value");

    public static readonly FilterNameStringType PrimaryRegion = new("primary-region");

    public static readonly FilterNameStringType OwningService = new("owning-service");

    public static readonly FilterNameStringType All = new("all");

    public static FilterNameStringType FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator FilterNameStringType?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<FilterNameStringType>(FindValue);
}
