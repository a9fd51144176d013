using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Deployments.Manifest;

/// <summary>One object of a manifest. Reading notes what is wrong and goes on with something harmless.</summary>
internal sealed class ManifestNode
{
    private readonly JsonElement _element;
    private readonly string _path;

    public ManifestNode(JsonElement root)
        : this(root, "$", new(StringComparer.Ordinal))
    {
    }

    private ManifestNode(JsonElement element, string path, SortedSet<string> mistakes)
    {
        (_element, _path, Mistakes) = (element, path, mistakes);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong("", "is not an object");
        }
    }

    /// <summary>Of the whole manifest.</summary>
    public SortedSet<string> Mistakes { get; }

    public void Wrong(string key, string what) => Mistakes.Add($"{Path(key)} {what}");

    /// <summary>Every other key is a mistake: a misspelt one must not be a silent default.</summary>
    public void Allow(params string[] keys)
    {
        foreach (var member in Members().Where(member => !keys.Contains(member.Name, StringComparer.Ordinal)))
        {
            Wrong(SettingsSection.Shown(member.Name), $"is not known here; known are {string.Join(", ", keys.Where(key => key[0] != '$'))}");
        }
    }

    public bool Has(string key) => Find(key) is not null;

    public ManifestNode Child(string key) => new(Find(key)!.Value, Path(key), Mistakes);

    /// <summary>A string that must be there and not be empty.</summary>
    public string Text(string key)
    {
        if (Find(key) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 and <= 1_024 } text)
        {
            return text;
        }

        Wrong(key, Has(key) ? "is not a string of 1 to 1,024 characters" : "is missing");
        return "";
    }

    public ImmutableArray<string> Texts(string key)
    {
        if (Find(key) is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 && array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. array.EnumerateArray().Select(item => item.GetString()!)];
        }

        Wrong(key, Has(key) ? "is not an array of one or more strings" : "is missing");
        return [];
    }

    public ImmutableSortedDictionary<string, string> Map(string key)
    {
        if (Find(key) is { ValueKind: JsonValueKind.Object } map && map.EnumerateObject().Any() && map.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String))
        {
            return map.EnumerateObject().ToImmutableSortedDictionary(item => item.Name, item => item.Value.GetString()!, StringComparer.Ordinal);
        }

        Wrong(key, Has(key) ? "is not an object of one or more strings" : "is missing");
        return ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    }

    /// <summary>The objects of an array, which may be left out when none is needed.</summary>
    public IReadOnlyList<ManifestNode> Items(string key, int least = 0)
    {
        if (Find(key) is not { } found)
        {
            if (least > 0)
            {
                Wrong(key, "is missing");
            }

            return [];
        }

        if (found.ValueKind != JsonValueKind.Array || found.GetArrayLength() < least)
        {
            Wrong(key, $"is not an array of {least} or more objects");
            return [];
        }

        return [.. found.EnumerateArray().Select((item, index) => new ManifestNode(item, string.Create(CultureInfo.InvariantCulture, $"{Path(key)}[{index}]"), Mistakes))];
    }

    public bool Flag(string key, bool otherwise)
    {
        switch (Find(key)?.ValueKind)
        {
            case null:
                return otherwise;
            case JsonValueKind.True or JsonValueKind.False:
                return Find(key)!.Value.GetBoolean();
            default:
                Wrong(key, "is not true or false");
                return otherwise;
        }
    }

    public double Number(string key, double least, double most, double? otherwise = null)
    {
        if (Find(key) is not { } found)
        {
            return otherwise ?? least;
        }

        if (found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(key, string.Create(CultureInfo.InvariantCulture, $"is not a number within {least} and {most}"));
        return otherwise ?? least;
    }

    /// <summary>Hours, minutes and seconds, or days before them: <c>00:30:00</c>, <c>1.00:00:00</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Find(key) is not { } found)
        {
            return otherwise;
        }

        if (found.ValueKind == JsonValueKind.String
            && found.GetString() is { } text && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        Wrong(key, $"is not a duration such as \"00:30:00\" within {least} and {most}");
        return otherwise;
    }

    /// <summary>A name of <typeparamref name="T"/> in kebab-case: <c>blue-green</c>.</summary>
    public T Choice<T>(string key, T otherwise, bool isRequired = false)
        where T : struct, Enum
    {
        if (Find(key) is not { } found)
        {
            if (isRequired)
            {
                Wrong(key, "is missing");
            }

            return otherwise;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (found.ValueKind == JsonValueKind.String && found.GetString() == Kebab(value))
            {
                return value;
            }
        }

        Wrong(key, $"is not one of {string.Join(", ", Enum.GetValues<T>().Select(Kebab))}");
        return otherwise;
    }

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private IEnumerable<JsonProperty> Members() => _element.ValueKind == JsonValueKind.Object ? _element.EnumerateObject() : [];

    private JsonElement? Find(string key) =>
        _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string Path(string key) => key.Length == 0 ? _path : $"{_path}.{key}";
}
