using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws;

/// <summary>The parameters of one call of a JSON API, with the refusals that every such API has.</summary>
internal sealed class Parameters(JsonObject parameters)
{
    public JsonObject Json => parameters;

    public bool Has(string name) => parameters[name] is not null;

    /// <summary>Nothing means not sent.</summary>
    public string? Text(string name) => Value<string>(name, parameters[name]);

    public string Required(string name) => Text(name)
        ?? throw Invalid(name, "null", "Member must not be null");

    public bool Flag(string name) => parameters[name] is { } node && Value<bool>(name, node);

    public long? Number(string name) => parameters[name] is { } node ? Value<long>(name, node) : null;

    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(item => Value<string>(name, item) ?? "")];

    public IReadOnlyList<JsonObject> Objects(string name) => [.. List(name).Select(item => item as JsonObject ?? throw Misshapen(name))];

    /// <summary>A page's size.</summary>
    /// <param name="most">The largest allowed, and what is used when nothing is sent.</param>
    public int MaxResults(int most) => Number("MaxResults") switch
    {
        null => most,
        { } size when size < 1 => throw Invalid("maxResults", $"{size}", "Member must have value greater than or equal to 1"),
        { } size when size > most => throw Invalid("maxResults", $"{size}", $"Member must have value less than or equal to {most}"),
        { } size => (int)size,
    };

    /// <summary>Pairs of <c>Key</c> and <c>Value</c>; the last of a key wins.</summary>
    public IReadOnlyDictionary<string, string> Tags(string name)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in Objects(name))
        {
            var pair = new Parameters(tag);
            tags[pair.Required("Key")] = pair.Text("Value") ?? "";
        }

        return tags;
    }

    /// <summary>"1 validation error detected", as every service says it that has a model to check against.</summary>
    public static AwsException Invalid(string member, string value, string constraint) =>
        new("ValidationException", $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    /// <summary>Names as CloudTrail writes them: each begins with a small letter, at every depth; a run of capitals (ARN) is made small.</summary>
    public static JsonNode? Trail(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(Small(pair.Key), Trail(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Trail)]),
        _ => node.DeepClone(),
    };

    private IEnumerable<JsonNode?> List(string name) => parameters[name] switch
    {
        null => [],
        JsonArray list => list,
        _ => throw Misshapen(name),
    };

    private static T? Value<T>(string name, JsonNode? node) => node switch
    {
        null => default,
        JsonValue value when value.TryGetValue<T>(out var typed) => typed,
        _ => throw Misshapen(name),
    };

    private static AwsException Misshapen(string name) => new("SerializationException", $"{name} is not of the type that the model says.");

    private static string Small(string name)
    {
        var small = new StringBuilder(name);
        for (var i = 0; i < small.Length && char.IsAsciiLetterUpper(small[i]) && (i == 0 || i + 1 == small.Length || char.IsAsciiLetterUpper(small[i + 1])); i++)
        {
            small[i] = char.ToLowerInvariant(small[i]);
        }

        return small.ToString();
    }
}
