using System.Text.Json;

namespace LocalCloud.Bus;

/// <summary>An EventBridge event pattern.</summary>
/// <remarks>
/// Every named field must match; a field's array lists alternatives. A value that is an array in the event matches when any of
/// its elements does, and fields below an array of objects must match within one and the same object. Source: Amazon EventBridge
/// user guide, "Event patterns"; aws/event-ruler for what the guide leaves open. <c>cidr</c> is not modelled.
/// </remarks>
public sealed class EventPattern
{
    private readonly FieldsPattern _fields;

    private EventPattern(FieldsPattern fields) => _fields = fields;

    /// <exception cref="InvalidEventPatternException">PutRule would refuse it.</exception>
    public static EventPattern Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new(FieldsPattern.Parse(document.RootElement));
        }
        catch (JsonException notJson)
        {
            throw new InvalidEventPatternException("not JSON", notJson);
        }
    }

    public bool Matches(JsonElement candidate) => _fields.Matches(candidate);
}

/// <summary>PutRule's <c>InvalidEventPatternException</c>.</summary>
public sealed class InvalidEventPatternException(string reason, Exception? cause = null)
    : Exception("Event pattern is not valid. Reason: " + reason, cause);

/// <summary>A part of a pattern, held against one value of the event, or against none.</summary>
internal abstract class PatternNode
{
    public abstract bool Matches(JsonElement? value);

    public static PatternNode Parse(string name, JsonElement pattern) => pattern.ValueKind switch
    {
        JsonValueKind.Array => LeafPattern.ParseAlternatives(name, pattern),
        JsonValueKind.Object => FieldsPattern.Parse(pattern),
        _ => throw new InvalidEventPatternException($"\"{name}\" must be an object or an array"),
    };
}

/// <summary>Fields that must all match, and <c>$or</c> groups of which one alternative must.</summary>
internal sealed class FieldsPattern : PatternNode
{
    private readonly List<(string Name, PatternNode Pattern)> _fields = [];
    private readonly List<FieldsPattern[]> _alternatives = [];

    public static FieldsPattern Parse(JsonElement pattern)
    {
        if (pattern.ValueKind != JsonValueKind.Object || !pattern.EnumerateObject().Any())
        {
            throw new InvalidEventPatternException("Filter is not an object, or an empty one");
        }

        var fields = new FieldsPattern();
        foreach (var field in pattern.EnumerateObject())
        {
            if (field.NameEquals("$or"))
            {
                fields._alternatives.Add(field.Value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() >= 2
                    ? [.. list.EnumerateArray().Select(Parse)]
                    : throw new InvalidEventPatternException("There must have at least 2 Objects in $or relationship"));
            }
            else
            {
                fields._fields.Add((field.Name, Parse(field.Name, field.Value)));
            }
        }

        return fields;
    }

    public override bool Matches(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().Any(IsObject) =>
            list.EnumerateArray().Where(IsObject).Any(element => Matches(element)),
        { ValueKind: JsonValueKind.Object } => MatchesFieldsOf(value),
        _ => MatchesFieldsOf(value: null),
    };

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    private bool MatchesFieldsOf(JsonElement? value) =>
        _fields.TrueForAll(field => field.Pattern.Matches(
            value is { } fields && fields.TryGetProperty(field.Name, out var child) ? child : null))
        && _alternatives.TrueForAll(group => group.Any(alternative => alternative.Matches(value)));
}

/// <summary>The alternatives for one field's value.</summary>
internal sealed class LeafPattern(IReadOnlyList<ValueMatch> alternatives) : PatternNode
{
    public static LeafPattern ParseAlternatives(string name, JsonElement pattern) => pattern.GetArrayLength() == 0
        ? throw new InvalidEventPatternException($"Empty arrays are not allowed (\"{name}\")")
        : new([.. pattern.EnumerateArray().Select(ValueMatch.Parse)]);

    public override bool Matches(JsonElement? value)
    {
        var leaves = Leaves(value).ToArray();
        return alternatives.Any(alternative => alternative is ValueMatch.Exists exists
            ? exists.Wanted == leaves.Length > 0
            : leaves.Any(alternative.Matches));
    }

    // Only leaves are values: an object, or an empty array, is to every operator as if it were not there.
    private static IEnumerable<JsonElement> Leaves(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Object } => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(element => Leaves(element)),
        { } leaf => [leaf],
    };
}
