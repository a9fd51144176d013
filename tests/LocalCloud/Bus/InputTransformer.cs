using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalCloud.Bus;

/// <summary>A target's InputTransformer: values taken from the event, put into a template.</summary>
/// <remarks>
/// As measured against the real service (localstack's tests marked as validated on AWS): an unquoted placeholder becomes a JSON
/// value, strings with their quotes; inside quotes a scalar becomes its bare text; a path the event does not have becomes the
/// empty string; an object or array inside quotes, or a result that is not JSON, is not delivered, and nobody is told.
/// A string is put inside quotes unescaped, so one that holds a quote breaks the result: the same silent end.
/// </remarks>
public sealed partial class InputTransformer
{
    private static readonly string[] Predefined =
    [
        "aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time", "aws.events.event", "aws.events.event.json",
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, InputPath> _paths;
    private readonly string _template;

    private InputTransformer(Dictionary<string, InputPath> paths, string template) => (_paths, _template) = (paths, template);

    /// <param name="json">InputPathsMap (at most 100 entries) and InputTemplate (1 to 8,192 characters).</param>
    /// <param name="targetId">For the messages.</param>
    /// <exception cref="TargetValidationException">PutTargets would refuse it.</exception>
    public static InputTransformer Parse(JsonElement json, string targetId)
    {
        var paths = new Dictionary<string, InputPath>(StringComparer.Ordinal);
        if (json.TryGetProperty("InputPathsMap", out var map))
        {
            foreach (var entry in map.EnumerateObject())
            {
                paths[entry.Name] = !entry.Name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase) && Name().IsMatch(entry.Name)
                    && InputPath.TryParse(entry.Value.GetString() ?? "") is { } path
                        ? path
                        : throw new TargetValidationException($"Invalid InputPathsMap entry {entry.Name} for target {targetId}.");
            }
        }

        if (paths.Count > 100)
        {
            throw new TargetValidationException($"InputPathsMap for target {targetId} has more than 100 entries.");
        }

        var template = json.TryGetProperty("InputTemplate", out var text) ? text.GetString() ?? "" : "";
        if (template.Length is 0 or > 8192)
        {
            throw new TargetValidationException($"InputTemplate for target {targetId} must have 1 to 8192 characters.");
        }

        foreach (Match match in Placeholder().Matches(template))
        {
            if (!paths.ContainsKey(match.Groups[1].Value) && !Predefined.Contains(match.Groups[1].Value, StringComparer.Ordinal))
            {
                throw new TargetValidationException(
                    $"InputTemplate for target {targetId} contains invalid placeholder {match.Groups[1].Value}.");
            }
        }

        return new(paths, template);
    }

    /// <returns>What the target is given, or nothing when EventBridge would not deliver.</returns>
    public string? Apply(JsonElement matched, string ruleName, string ruleArn, DateTimeOffset ingested)
    {
        var isJson = _template.TrimStart().StartsWith('{');
        var result = new StringBuilder();
        var quoted = false;
        var copied = 0;

        foreach (Match match in Placeholder().Matches(_template))
        {
            var literal = _template.AsSpan(copied..match.Index);
            quoted ^= HasOddQuotes(literal);
            copied = match.Index + match.Length;
            result.Append(literal);

            var value = Value(match.Groups[1].Value, matched, ruleName, ruleArn, ingested);
            if (isJson && quoted && value is { ValueKind: JsonValueKind.Object or JsonValueKind.Array })
            {
                return null;
            }

            result.Append(!isJson ? Bare(value).Replace("\"", "", StringComparison.Ordinal)
                : quoted ? Bare(value)
                : value is { } found ? JsonSerializer.Serialize(found, Plain) : "\"\"");
        }

        result.Append(_template.AsSpan(copied));
        return !isJson || IsJson(result.ToString()) ? result.ToString() : null;
    }

    private JsonElement? Value(string name, JsonElement matched, string ruleName, string ruleArn, DateTimeOffset ingested) => name switch
    {
        "aws.events.rule-name" => JsonSerializer.SerializeToElement(ruleName),
        "aws.events.rule-arn" => JsonSerializer.SerializeToElement(ruleArn),
        "aws.events.event.ingestion-time" => JsonSerializer.SerializeToElement(ingested.UtcDateTime),
        "aws.events.event.json" => matched,
        "aws.events.event" => JsonSerializer.SerializeToElement(matched.EnumerateObject()
            .Where(field => !field.NameEquals("detail"))
            .ToDictionary(field => field.NameEquals("detail-type") ? "detailType" : field.Name, field => field.Value, StringComparer.Ordinal)),
        _ => _paths[name].Find(matched),
    };

    private static string Bare(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => JsonSerializer.Serialize(other, Plain),
    };

    private static bool HasOddQuotes(ReadOnlySpan<char> literal)
    {
        var odd = false;
        for (var i = 0; i < literal.Length; i++)
        {
            if (literal[i] == '\\')
            {
                i++;
            }
            else if (literal[i] == '"')
            {
                odd = !odd;
            }
        }

        return odd;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("<([A-Za-z0-9_.-]+)>")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex Name();
}

/// <summary>PutTargets' <c>ValidationException</c>.</summary>
public sealed class TargetValidationException(string message) : Exception(message);
