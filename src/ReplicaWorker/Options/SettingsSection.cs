using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace ReplicaWorker.Options;

/// <summary>One section of the configuration, read key by key into typed values.</summary>
/// <remarks>
/// Every read either gives a value or notes a mistake and gives the default: all mistakes are reported together.
/// An empty value counts as unset, since task definitions are often filled in from templates. A key that nobody
/// has read when <see cref="RefuseTheRest"/> is called is misspelt. Written by hand rather than bound, because the
/// binder knows neither comma-separated lists nor maps in one variable, and ignores keys that it does not know.
/// </remarks>
internal sealed class SettingsSection(IConfigurationSection section, Mistakes mistakes)
{
    private const int LongestShown = 60;

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The key as an operator writes it in the environment.</summary>
    public string KeyOf(string key) => $"{section.Path}__{key}";

    public void Wrong(string key, string what) => mistakes.Add(KeyOf(key), what);

    public string? Text(string key)
    {
        _known.Add(key);
        return section[key]?.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>For the rare key where set and empty says something.</summary>
    /// <returns>Null when it is not set at all.</returns>
    public string? TextOrEmpty(string key)
    {
        _known.Add(key);
        return section[key]?.Trim();
    }

    /// <summary>Comma-separated; items are trimmed and empty ones ignored.</summary>
    public ImmutableArray<string> List(string key, params ImmutableArray<string> otherwise)
    {
        var items = Split(Text(key));
        return items.IsEmpty ? otherwise : items;
    }

    /// <summary>A map in one variable (<c>A=1,B=2</c>), or a variable per key (<c>…__A=1</c>), or both: then the latter wins.</summary>
    /// <remarks>Keys keep their case. A key that holds <c>__</c> arrives as nested sections, and is put together again.</remarks>
    public ImmutableSortedDictionary<string, string> Map(string key)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var pair in Split(Text(key)))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (pair[..at].TrimEnd(), pair[(at + 1)..].TrimStart())
                : ("", "");

            if (name.Length == 0 || value.Length == 0)
            {
                Wrong(key, $"has {Shown(pair)}, not a pair NAME=VALUE");
            }
            else if (!map.TryAdd(name, value) && map[name] != value)
            {
                Wrong(key, $"names {Shown(name)} twice");
            }
        }

        foreach (var (name, value) in Leaves(section.GetSection(key), ""))
        {
            map[name] = value;
        }

        return map.ToImmutable();
    }

    /// <summary>What stands below a key, by variable: <c>…__A__B=1</c> is <c>A__B</c>. What the key itself says is not among it.</summary>
    public ImmutableSortedDictionary<string, string> Nested(string key)
    {
        _known.Add(key);
        return Leaves(section.GetSection(key), "").ToImmutableSortedDictionary(leaf => leaf.Name, leaf => leaf.Value, StringComparer.Ordinal);
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (!int.TryParse(text, out var number))
        {
            Wrong(key, $"is {Shown(text)}, not a whole number");
            return otherwise;
        }

        if (number < least || number > most)
        {
            Wrong(key, $"is {number}, not within {least} and {most}");
        }

        return number;
    }

    /// <summary>Hours, minutes and seconds: <c>00:10:00</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        // A bare number would be days; nobody who writes 600 means 600 days.
        if (!text.Contains(':', StringComparison.Ordinal) || !TimeSpan.TryParse(text, out var duration))
        {
            Wrong(key, $"is {Shown(text)}, not a duration such as 00:10:00 (HH:MM:SS)");
            return otherwise;
        }

        if (duration < least || duration > most)
        {
            Wrong(key, $"is {duration}, not within {least} and {most}");
        }

        return duration;
    }

    public bool Flag(string key, bool otherwise)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (!bool.TryParse(text, out var flag))
        {
            Wrong(key, $"is {Shown(text)}, not true or false");
            return otherwise;
        }

        return flag;
    }

    /// <summary>One of the names of <typeparamref name="T"/>, in any case; its numbers are not accepted.</summary>
    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        foreach (var name in Enum.GetNames<T>())
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return Enum.Parse<T>(name);
            }
        }

        Wrong(key, $"is {Shown(text)}, not one of {string.Join(", ", Enum.GetNames<T>())}");
        return otherwise;
    }

    /// <summary>Every key of the section that nobody asked for is a mistake: a misspelt option must not be a silent default.</summary>
    public void RefuseTheRest()
    {
        foreach (var child in section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            var meant = _known.MinBy(known => Spelling.Distance(known, child.Key));
            var hint = meant is not null && Spelling.Distance(meant, child.Key) <= 1 + (meant.Length / 3)
                ? $"did you mean {KeyOf(meant)}?"
                : $"known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}";
            Wrong(Shown(child.Key), $"is not an option; {hint}");
        }
    }

    /// <summary>A foreign text as it may stand in a message: one line, not long.</summary>
    public static string Shown(string text)
    {
        var line = string.Concat(text.Take(LongestShown).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > LongestShown ? line + "…" : line;
    }

    private static ImmutableArray<string> Split(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<(string Name, string Value)> Leaves(IConfigurationSection parent, string prefix)
    {
        foreach (var child in parent.GetChildren())
        {
            if (child.Value?.Trim() is { Length: > 0 } value)
            {
                yield return (prefix + child.Key, value);
            }

            foreach (var leaf in Leaves(child, prefix + child.Key + "__"))
            {
                yield return leaf;
            }
        }
    }
}
