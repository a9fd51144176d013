using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

/// <summary>What a tag is put on.</summary>
[JsonConverter(typeof(Json))]
public class ResourceTypeForTagging(string value) : ConstantClass(value)
{
    public static readonly ResourceTypeForTagging Document = new("Document");

    public static readonly ResourceTypeForTagging ManagedInstance = new("ManagedInstance");

    public static readonly ResourceTypeForTagging MaintenanceWindow = new("MaintenanceWindow");

    public static readonly ResourceTypeForTagging Parameter = new("Parameter");

    public static readonly ResourceTypeForTagging PatchBaseline = new("PatchBaseline");

    public static readonly ResourceTypeForTagging OpsItem = new("OpsItem");

    public static readonly ResourceTypeForTagging OpsMetadata = new("OpsMetadata");

    public static readonly ResourceTypeForTagging Automation = new("Automation");

    public static readonly ResourceTypeForTagging Association = new("Association");

    public static ResourceTypeForTagging FindValue(string value) => new(value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ResourceTypeForTagging?(string? value) => value is null ? null : FindValue(value);

    internal sealed class Json() : ConstantJson<ResourceTypeForTagging>(FindValue);
}
