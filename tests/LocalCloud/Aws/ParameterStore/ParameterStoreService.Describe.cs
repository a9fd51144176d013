using System.Text.Json.Nodes;

namespace LocalCloud.Aws.ParameterStore;

/// <content>What is said about parameters and their versions.</content>
internal sealed partial class ParameterStoreService
{
    private const int MaxDescribed = 50;

    private JsonObject Describe(ParameterCall call)
    {
        var (filter, size) = (ParameterFilter.Of(call.Parameters), call.Parameters.MaxResults(MaxDescribed));
        var table = _store.Table(call.Region);
        lock (table.Gate)
        {
            var (page, next) = _store.Page(table, call.Parameters.Text("NextToken"), size, filter);
            return WithToken(new() { ["Parameters"] = new JsonArray([.. page.Select(parameter => Metadata(call.Region, parameter.Name, parameter.Latest))]) }, next);
        }
    }

    private async Task<JsonObject> GetHistoryAsync(ParameterCall call, CancellationToken cancellation)
    {
        var size = call.Parameters.MaxResults(MaxDescribed);
        var table = _store.Table(call.Region);
        (ParameterVersion Version, JsonObject Shown)[] all;
        string name;
        lock (table.Gate)
        {
            var parameter = table.Get(call.Parameters.Required("Name"));
            name = parameter.Name;
            all = [.. parameter.Versions.Select(version => (version, Metadata(call.Region, name, version)))];
            foreach (var (version, shown) in all)
            {
                shown.Remove("ARN");
                shown["Labels"] = new JsonArray([.. version.Labels.Select(label => JsonValue.Create(label))]);
            }
        }

        var (page, next) = Pages.Cut(all, call.Parameters.Text("NextToken"), size);
        var entries = new JsonArray();
        foreach (var (version, shown) in page)
        {
            shown["Value"] = await ReadAsync(call, name, version, cancellation);
            entries.Add(shown);
        }

        return WithToken(new() { ["Parameters"] = entries }, next);
    }

    private JsonObject Metadata(string region, string name, ParameterVersion version)
    {
        var metadata = new JsonObject
        {
            ["Name"] = name,
            ["ARN"] = _store.Arn(region, name),
            ["Type"] = version.Type,
            ["LastModifiedDate"] = Seconds(version.Modified),
            ["LastModifiedUser"] = version.ModifiedBy,
            ["Version"] = version.Number,
            ["Tier"] = version.Tier,
            ["Policies"] = new JsonArray([.. version.Policies.Select(policy => policy.Describe(_store.Now))]),
            ["DataType"] = version.DataType,
        };

        foreach (var (field, text) in new[] { ("KeyId", version.KeyId), ("Description", version.Description), ("AllowedPattern", version.AllowedPattern) })
        {
            if (text is not null)
            {
                metadata[field] = text;
            }
        }

        return metadata;
    }
}
