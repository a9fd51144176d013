using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

/// <summary>What a parameter may hold and cost. A parameter stands on one of the first two; the third is a wish when it is put.</summary>
[JsonConverter(typeof(Json))]
public class ParameterTier(string value) : ConstantClass(value)
{
    public static readonly ParameterTier Standard = new("Standard");

    public static readonly ParameterTier Advanced = new("Advanced");

    public static readonly ParameterTier IntelligentTiering = new("Intelligent-Tiering");

    public static ParameterTier FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ParameterTier?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<ParameterTier>(FindValue);
}
