using System.Text.Json.Nodes;

namespace LocalCloud.Aws.ParameterStore;

/// <content>Tags. They change no version.</content>
internal sealed partial class ParameterStoreService
{
    private JsonObject AddTags(ParameterCall call)
    {
        var tags = call.Parameters.Tags("Tags");
        ParameterTags.CheckKeys(tags.Keys);
        var table = _store.Table(call.Region);
        lock (table.Gate)
        {
            var parameter = Tagged(table, call);
            ParameterTags.CheckCount(parameter.Tags.Keys.Union(tags.Keys, StringComparer.Ordinal).Count());
            ParameterTags.Set(parameter, tags);
        }

        return [];
    }

    private JsonObject RemoveTags(ParameterCall call)
    {
        var keys = call.Parameters.Texts("TagKeys");
        var table = _store.Table(call.Region);
        lock (table.Gate)
        {
            var parameter = Tagged(table, call);
            foreach (var key in keys)
            {
                parameter.Tags.Remove(key);
            }
        }

        return [];
    }

    private JsonObject ListTags(ParameterCall call)
    {
        var table = _store.Table(call.Region);
        lock (table.Gate)
        {
            return new()
            {
                ["TagList"] = new JsonArray([.. Tagged(table, call).Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
            };
        }
    }

    private static Parameter Tagged(ParameterTable table, ParameterCall call)
    {
        if (call.Parameters.Text("ResourceType") != "Parameter")
        {
            throw new AwsException("InvalidResourceType", "The resource type isn't valid. For example, if you are attempting to tag an EC2 instance, the instance must be a registered managed node.");
        }

        return table.Find(ParameterName.Parse(call.Parameters.Required("ResourceId")).Name)
            ?? throw new AwsException("InvalidResourceId", "The resource ID isn't valid. Verify that you entered the correct ID and try again.");
    }
}
