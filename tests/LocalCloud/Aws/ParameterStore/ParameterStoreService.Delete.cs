using System.Text.Json.Nodes;

namespace LocalCloud.Aws.ParameterStore;

/// <content>Deletes, asked for and by an Expiration policy.</content>
internal sealed partial class ParameterStoreService
{
    private const int MaxDeletes = 10;

    private async Task<JsonObject?> DeleteAsync(ParameterCall call)
    {
        await RemoveAsync(call.Region, call.Parameters.Required("Name"));
        return [];
    }

    private async Task<JsonObject?> DeleteManyAsync(ParameterCall call)
    {
        var names = call.Parameters.Texts("Names");
        if (names.Count is 0 or > MaxDeletes)
        {
            throw Parameters.Invalid("names", $"[{string.Join(", ", names)}]",
                names.Count == 0 ? "Member must have length greater than or equal to 1" : $"Member must have length less than or equal to {MaxDeletes}");
        }

        var (deleted, invalid) = (new JsonArray(), new JsonArray());
        foreach (var name in names)
        {
            try
            {
                await RemoveAsync(call.Region, name);
                deleted.Add(name);
            }
            catch (AwsException missing) when (missing.Code == "ParameterNotFound")
            {
                invalid.Add(name);
            }
        }

        return new() { ["DeletedParameters"] = deleted, ["InvalidParameters"] = invalid };
    }

    private async Task<int> ExpireDueAsync()
    {
        var now = _store.Now;
        var count = 0;
        foreach (var table in _store.Tables)
        {
            Parameter[] due;
            lock (table.Gate)
            {
                due = [.. table.After("").Where(parameter => parameter.Latest.Policies.Any(policy => policy.Expires <= now))];
            }

            foreach (var parameter in due)
            {
                await _events.ExpiredAsync(table.Region, parameter.Name, parameter.Latest);
                await RemoveAsync(table.Region, parameter.Name);
                count++;
            }
        }

        return count;
    }

    private async Task RemoveAsync(string region, string name)
    {
        var table = _store.Table(region);
        Parameter parameter;
        lock (table.Gate)
        {
            parameter = table.Get(name);
            table.Remove(parameter, _store.Now);
        }

        await _events.ChangedAsync(region, "Delete", parameter.Name, parameter.Latest);
    }
}
