using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Bus;

/// <summary>One EventBridge event.</summary>
/// <param name="Id">Unique, but for events delivered twice.</param>
/// <param name="Source">For example <c>aws.codecommit</c>.</param>
/// <param name="DetailType">For example <c>CodeCommit Repository State Change</c>.</param>
/// <param name="Account">12 digits.</param>
/// <param name="Time">EventBridge gives whole seconds, UTC.</param>
/// <param name="Region">Where it happened; only rules of that region see it.</param>
/// <param name="Resources">ARNs.</param>
/// <param name="Detail">The source's own part.</param>
public sealed record CloudEvent(
    string Id,
    string Source,
    string DetailType,
    string Account,
    DateTimeOffset Time,
    string Region,
    IReadOnlyList<string> Resources,
    JsonObject Detail)
{
    /// <summary>The event as EventBridge hands it to a target, fields in its order.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["version"] = "0",
        ["id"] = Id,
        ["detail-type"] = DetailType,
        ["source"] = Source,
        ["account"] = Account,
        ["time"] = Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["region"] = Region,
        ["resources"] = new JsonArray([.. Resources.Select(resource => JsonValue.Create(resource))]),
        ["detail"] = Detail.DeepClone(),
    });
}
