using System.Text.Json;

namespace LocalCloud.Bus;

/// <summary>One alternative of a pattern's array: a literal or an operator. The set is closed.</summary>
internal abstract record ValueMatch
{
    private ValueMatch() { }

    /// <param name="leaf">A string, number, boolean or null.</param>
    public abstract bool Matches(JsonElement leaf);

    public static ValueMatch Parse(JsonElement pattern)
    {
        switch (pattern.ValueKind)
        {
            case JsonValueKind.Array:
                throw new InvalidEventPatternException("Match value must be String, number, true, false, or null");
            case JsonValueKind.Object:
                break;
            default:
                return new Literal(Canonical(pattern));
        }

        var operators = pattern.EnumerateObject().ToArray();
        if (operators is not [{ Value: var value } chosen])
        {
            throw new InvalidEventPatternException("Only one key allowed in match expression");
        }

        return chosen.Name switch
        {
            "prefix" or "suffix" or "equals-ignore-case" or "wildcard" => ParseText(chosen.Name, value),
            "exists" => value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? new Exists(value.GetBoolean())
                : throw new InvalidEventPatternException("exists match pattern must be either true or false."),
            "numeric" => Numeric.ParseComparisons(value),
            "anything-but" => ParseAnythingBut(value),
            var unknown => throw new InvalidEventPatternException($"Unrecognized match type {unknown}"),
        };
    }

    private static AnythingBut ParseAnythingBut(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new(new AnyOf([.. One(value).Select(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number
                ? new Literal(Canonical(item))
                : throw new InvalidEventPatternException("Inside anything but list, only strings or numbers are allowed"))]));
        }

        return value.EnumerateObject().ToArray() is [{ Name: "prefix" or "suffix" or "equals-ignore-case" or "wildcard" } inner]
            ? new(new AnyOf([.. One(inner.Value).Select(item => ParseText(inner.Name, item))]))
            : throw new InvalidEventPatternException("Unsupported anything-but pattern");
    }

    private static ValueMatch ParseText(string name, JsonElement value)
    {
        // {"prefix": {"equals-ignore-case": "x"}}, and the same for suffix
        if (name is "prefix" or "suffix" && value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().ToArray() is [{ Name: "equals-ignore-case" } inner])
        {
            return ParseText(name, inner.Value) switch
            {
                Prefix prefix => prefix with { Comparison = StringComparison.OrdinalIgnoreCase },
                Suffix suffix => suffix with { Comparison = StringComparison.OrdinalIgnoreCase },
                var other => other,
            };
        }

        var text = value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new InvalidEventPatternException($"{name} match pattern must be a string");

        return name switch
        {
            "prefix" => new Prefix(text, StringComparison.Ordinal),
            "suffix" => new Suffix(text, StringComparison.Ordinal),
            "wildcard" => new Wildcard(WildcardText.Parse(text)),
            _ => new EqualsIgnoreCase(text),
        };
    }

    private static JsonElement[] One(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    // Numbers are compared as they are written: EventBridge holds 300, 300.0 and 3.0e2 to be different.
    private static string Canonical(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? "\"" + value.GetString() : value.GetRawText();

    internal sealed record Literal(string Value) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) => string.Equals(Canonical(leaf), Value, StringComparison.Ordinal);
    }

    internal sealed record Prefix(string Value, StringComparison Comparison) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) =>
            leaf.ValueKind == JsonValueKind.String && leaf.GetString()!.StartsWith(Value, Comparison);
    }

    internal sealed record Suffix(string Value, StringComparison Comparison) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) =>
            leaf.ValueKind == JsonValueKind.String && leaf.GetString()!.EndsWith(Value, Comparison);
    }

    internal sealed record EqualsIgnoreCase(string Value) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) =>
            leaf.ValueKind == JsonValueKind.String && string.Equals(leaf.GetString(), Value, StringComparison.OrdinalIgnoreCase);
    }

    internal sealed record Wildcard(WildcardText Text) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) => leaf.ValueKind == JsonValueKind.String && Text.Matches(leaf.GetString()!);
    }

    /// <summary>Whether there is a value at all; decided where the values are gathered.</summary>
    internal sealed record Exists(bool Wanted) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) => Wanted;
    }

    internal sealed record AnyOf(IReadOnlyList<ValueMatch> Alternatives) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) => Alternatives.Any(alternative => alternative.Matches(leaf));
    }

    internal sealed record AnythingBut(ValueMatch Refused) : ValueMatch
    {
        public override bool Matches(JsonElement leaf) => !Refused.Matches(leaf);
    }

    internal sealed record Numeric(IReadOnlyList<(string Operator, decimal Bound)> Comparisons) : ValueMatch
    {
        public static Numeric ParseComparisons(JsonElement value)
        {
            var parts = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [];
            if (parts.Length is not (2 or 4))
            {
                throw new InvalidEventPatternException("Value of numeric must be an array of one or two comparisons");
            }

            return new([.. parts.Chunk(2).Select(pair =>
                pair[0].ValueKind == JsonValueKind.String && pair[0].GetString() is "=" or "<" or "<=" or ">" or ">="
                && pair[1].ValueKind == JsonValueKind.Number
                    ? (pair[0].GetString()!, pair[1].GetDecimal())
                    : throw new InvalidEventPatternException("Unrecognized numeric range operator: " + pair[0].GetRawText()))]);
        }

        public override bool Matches(JsonElement leaf) =>
            leaf.ValueKind == JsonValueKind.Number
            && leaf.TryGetDecimal(out var number)
            && Comparisons.All(comparison => comparison.Operator switch
            {
                "=" => number == comparison.Bound,
                "<" => number < comparison.Bound,
                "<=" => number <= comparison.Bound,
                ">" => number > comparison.Bound,
                _ => number >= comparison.Bound,
            });
    }
}
