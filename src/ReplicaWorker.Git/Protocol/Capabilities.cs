using System.Collections.Immutable;

namespace ReplicaWorker.Git.Protocol;

/// <summary>What a server said it can do. A client may ask for nothing else (gitprotocol-capabilities(5)).</summary>
public sealed class Capabilities
{
    private readonly ImmutableDictionary<string, string> _values;

    private Capabilities(ImmutableDictionary<string, string> values) => _values = values;

    public static Capabilities None { get; } = new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>From protocol v0's list behind the NUL of the first ref: <c>name</c> or <c>name=value</c>, separated by spaces.</summary>
    public static Capabilities FromList(string list) => From(list.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>From protocol v2's advertisement: one <c>name</c> or <c>name=value</c> a line.</summary>
    public static Capabilities From(IEnumerable<string> entries)
    {
        var values = None._values.ToBuilder();
        foreach (var entry in entries)
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? entry : entry[..equals];
            // symref may stand several times (gitprotocol-capabilities(5)); the first is HEAD's.
            values.TryAdd(name, equals < 0 ? "" : entry[(equals + 1)..]);
        }

        return new(values.ToImmutable());
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value behind <c>name=</c>, or null when the capability is absent or has none.</summary>
    public string? Value(string name) => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether the value of <paramref name="name"/> lists <paramref name="feature"/>, as in <c>fetch=shallow wait-for-done</c>.</summary>
    public bool HasFeature(string name, string feature) =>
        Value(name) is { } features && features.Split(' ').Contains(feature, StringComparer.Ordinal);

    public override string ToString() =>
        string.Join(' ', _values.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value.Length == 0 ? c.Key : $"{c.Key}={c.Value}"));
}
