using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Aws.ParameterStore;

/// <content>Labels of versions.</content>
internal sealed partial class ParameterStoreService
{
    private const int MaxLabels = 10;

    private async Task<JsonObject?> LabelAsync(ParameterCall call)
    {
        var labels = call.Parameters.Texts("Labels");
        if (labels.Count is 0 or > MaxLabels || labels.Any(label => label.Length is 0 or > 100))
        {
            throw Parameters.Invalid("labels", $"[{string.Join(", ", labels)}]", labels.Count is 0 or > MaxLabels
                ? "Member must have length between 1 and 10"
                : "Member must satisfy constraint: [Member must have length less than or equal to 100, Member must have length greater than or equal to 1]");
        }

        string[] good = [.. labels.Where(label => LabelShape().IsMatch(label))];
        var table = _store.Table(call.Region);
        string name;
        ParameterVersion version;
        lock (table.Gate)
        {
            var parameter = table.Get(call.Parameters.Required("Name"));
            (name, version) = (parameter.Name, VersionOf(parameter, call));
            if (version.Labels.Union(good, StringComparer.Ordinal).Count() > MaxLabels)
            {
                throw new AwsException("ParameterVersionLabelLimitExceeded",
                    "A parameter version can have maximum 10 labels. Move one or more labels to another version and try again.");
            }

            parameter.Versions.ForEach(other => other.Labels.RemoveAll(label => good.Contains(label, StringComparer.Ordinal)));
            version.Labels.AddRange(good);
        }

        if (good.Length > 0)
        {
            await _events.ChangedAsync(call.Region, "LabelParameterVersion", name, version);
        }

        return new() { ["InvalidLabels"] = Array(labels.Except(good, StringComparer.Ordinal)), ["ParameterVersion"] = version.Number };
    }

    private JsonObject Unlabel(ParameterCall call)
    {
        var labels = call.Parameters.Texts("Labels");
        var table = _store.Table(call.Region);
        lock (table.Gate)
        {
            var version = VersionOf(table.Get(call.Parameters.Required("Name")), call);
            string[] removed = [.. labels.Where(label => version.Labels.Remove(label))];
            return new() { ["RemovedLabels"] = Array(removed), ["InvalidLabels"] = Array(labels.Except(removed, StringComparer.Ordinal)) };
        }
    }

    private static ParameterVersion VersionOf(Parameter parameter, ParameterCall call) =>
        Select(parameter, call.Parameters.Number("ParameterVersion") is { } number ? $"{number}" : null);

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    [GeneratedRegex(@"^(?!aws|ssm|[0-9])[a-zA-Z0-9_.\-]+\z", RegexOptions.IgnoreCase)]
    private static partial Regex LabelShape();
}
