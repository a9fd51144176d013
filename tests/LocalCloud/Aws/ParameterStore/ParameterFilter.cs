namespace LocalCloud.Aws.ParameterStore;

/// <summary><c>ParameterFilters</c>, and the older <c>Filters</c>: all must match, each by any of its values.</summary>
internal static class ParameterFilter
{
    /// <exception cref="AwsException">A filter is not valid.</exception>
    public static Func<Parameter, bool> Of(Parameters call, bool byPath = false)
    {
        var (old, filters) = (call.Objects("Filters"), call.Objects("ParameterFilters"));
        if (old.Count > 0 && filters.Count > 0)
        {
            throw new AwsException("ValidationException", "You can use either Filters or ParameterFilters in a single request.");
        }

        Func<Parameter, bool>[] all =
        [
            .. filters.Select(filter => One(new(filter), byPath)),
            .. old.Select(filter => One(new(filter), byPath, oldStyle: true)),
        ];
        return parameter => Array.TrueForAll(all, matches => matches(parameter));
    }

    private static Func<Parameter, bool> One(Parameters filter, bool byPath, bool oldStyle = false)
    {
        var (key, values) = (filter.Required("Key"), filter.Texts("Values"));
        var option = filter.Text("Option") ?? (key == "Path" ? "OneLevel" : oldStyle && key == "Name" ? "BeginsWith" : "Equals");
        Check(key, option, values, byPath);

        return key switch
        {
            "Name" => parameter => values.Any(value => Compare("/" + parameter.Name.TrimStart('/'), option, option == "Contains" ? value : "/" + value.TrimStart('/'))),
            "Path" => parameter => values.Any(value => IsUnder(parameter.Name, value, option == "Recursive")),
            "Type" => parameter => values.Any(value => Compare(parameter.Latest.Type, option, value)),
            "KeyId" => parameter => values.Any(value => Compare(parameter.Latest.KeyId ?? "", option, value)),
            "Tier" => parameter => values.Contains(parameter.Latest.Tier, StringComparer.Ordinal),
            "DataType" => parameter => values.Any(value => Compare(parameter.Latest.DataType, option, value)),
            "Label" => parameter => values.Any(value => parameter.Latest.Labels.Contains(value, StringComparer.Ordinal)),
            _ => parameter => parameter.Tags.TryGetValue(key["tag:".Length..], out var tag) && (values.Count == 0 || values.Any(value => Compare(tag, option, value))),
        };
    }

    /// <summary>Whether a name stands below a path: at any depth, or right below.</summary>
    public static bool IsUnder(string name, string path, bool recursive)
    {
        var (full, prefix) = ("/" + name.TrimStart('/'), path.TrimEnd('/') + "/");
        return full.StartsWith(prefix, StringComparison.Ordinal)
            && (recursive || !full.AsSpan(prefix.Length).Contains('/'));
    }

    private static bool Compare(string actual, string option, string value) => option switch
    {
        "BeginsWith" => actual.StartsWith(value, StringComparison.Ordinal),
        "Contains" => actual.Contains(value, StringComparison.Ordinal),
        _ => actual == value,
    };

    private static void Check(string key, string option, IReadOnlyList<string> values, bool byPath)
    {
        string[] keys = byPath ? ["Type", "KeyId", "Label"] : ["Path", "Name", "Type", "KeyId", "Tier", "DataType"];
        if (!keys.Contains(key, StringComparer.Ordinal) && (byPath || !key.StartsWith("tag:", StringComparison.Ordinal)))
        {
            throw new AwsException("InvalidFilterKey",
                $"The following filter key is not valid: {key}. Valid filter keys include: [{string.Join(", ", keys)}].");
        }

        if (values.Count == 0 && !key.StartsWith("tag:", StringComparison.Ordinal))
        {
            throw new AwsException("InvalidFilterValue", $"The following filter values are missing : null for filter key {key}.");
        }

        string[] options = key switch { "Path" => ["Recursive", "OneLevel"], "Name" => ["BeginsWith", "Equals", "Contains"], _ => ["BeginsWith", "Equals"] };
        if (!options.Contains(option, StringComparer.Ordinal))
        {
            throw new AwsException("InvalidFilterOption",
                $"The following filter option is not valid: {option}. Valid options include: [{string.Join(", ", options)}].");
        }
    }
}
