using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.EKS;

/// <summary>Where a cluster looks whom it lets in: access entries, its <c>aws-auth</c> ConfigMap, or both.</summary>
[JsonConverter(typeof(Json))]
public class AuthenticationMode(string value) : ConstantClass(value)
{
    public static readonly AuthenticationMode API = new("API");

    public static readonly AuthenticationMode API_AND_CONFIG_MAP = new("API_AND_CONFIG_MAP");

    public static readonly AuthenticationMode CONFIG_MAP = new("CONFIG_MAP");

    public static AuthenticationMode FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator AuthenticationMode?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<AuthenticationMode>(FindValue);
}
