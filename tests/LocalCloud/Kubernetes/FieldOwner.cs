using System.Text.Json.Nodes;
using LocalCloud.Kubernetes.StandIn;

namespace LocalCloud.Kubernetes;

/// <summary>One entry of <c>metadata.managedFields</c>, readable.</summary>
/// <param name="Manager">Its name.</param>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="Fields">For example <c>data.key</c> and <c>metadata.labels.app</c>; a map itself without its keys is <c>data</c>. Sorted.</param>
public sealed record FieldOwner(string Manager, string Operation, IReadOnlyList<string> Fields)
{
    public static IReadOnlyList<FieldOwner> Of(JsonObject? configMap) =>
    [
        .. from entry in configMap?["metadata"]?["managedFields"]?.AsArray() ?? []
           select new FieldOwner(
               entry!["manager"]!.GetValue<string>(),
               entry["operation"]!.GetValue<string>(),
               [.. FieldsV1.Read(entry["fieldsV1"]!.AsObject()).Select(path => path.ToString()[1..]).Order(StringComparer.Ordinal)]),
    ];
}
