using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SecretsManager;

/// <summary>What a list is ordered by.</summary>
[JsonConverter(typeof(Json))]
public class SortByType(string value) : ConstantClass(value)
{
    public static readonly SortByType CreatedDate = new("created-date");

    public static readonly SortByType LastAccessedDate = new("last-accessed-date");

    public static readonly SortByType LastChangedDate = new("last-changed-date");

    public static readonly SortByType Name = new("name");

    public static SortByType FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator SortByType?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<SortByType>(FindValue);
}
