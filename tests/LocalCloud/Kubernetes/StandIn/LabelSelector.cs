using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary><c>a=b,c!=d,e,!f,g in (h,i),j notin (k)</c>: all must hold.</summary>
internal static partial class LabelSelector
{
    public static Func<JsonObject, bool> Parse(string selector)
    {
        var (rest, conditions) = (selector.Trim(), new List<Func<JsonObject?, bool>>());
        while (rest.Length > 0)
        {
            var match = Requirement().Match(rest);
            if (!match.Success)
            {
                throw KubernetesException.BadRequest($"unable to parse requirement: found '{rest}', expected: !, identifier, or 'end of string'");
            }

            conditions.Add(Condition(match));
            rest = rest[match.Length..];
        }

        return @object => conditions.TrueForAll(condition => condition(@object["metadata"]?["labels"] as JsonObject));
    }

    private static Func<JsonObject?, bool> Condition(Match match)
    {
        var key = match.Groups["key"].Value;
        var values = match.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
        var value = match.Groups["value"].Value;
        return match.Groups["operator"].Value switch
        {
            "=" or "==" => labels => Value(labels, key) == value,
            "!=" => labels => Value(labels, key) != value,
            "in" => labels => Value(labels, key) is { } actual && values.Contains(actual, StringComparer.Ordinal),
            "notin" => labels => Value(labels, key) is not { } actual || !values.Contains(actual, StringComparer.Ordinal),
            _ when match.Groups["not"].Length > 0 => labels => Value(labels, key) is null,
            _ => labels => Value(labels, key) is not null,
        };
    }

    private static string? Value(JsonObject? labels, string key) => labels?[key]?.GetValue<string>();

    [GeneratedRegex(
        @"\A\s*(?:(?<not>!)\s*(?<key>[A-Za-z0-9][-A-Za-z0-9_./]*)|(?<key>[A-Za-z0-9][-A-Za-z0-9_./]*)(?:\s*(?<operator>==|=|!=)\s*(?<value>[-A-Za-z0-9_.]*)|\s+(?<operator>in|notin)\s*\((?<values>[^)]*)\))?)\s*(?:,|\z)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Requirement();
}
