using System.Text.RegularExpressions;

namespace LocalCloud.Bus;

/// <summary>The <c>${NAME}</c> and <c>$NAME</c> placeholders of the deployment files, replaced as <c>envsubst</c> does before <c>aws</c> reads them.</summary>
/// <param name="values">Asked first; the environment is asked next.</param>
public sealed partial class Placeholders(IReadOnlyDictionary<string, string> values)
{
    /// <exception cref="InvalidDataException">A placeholder has no value: envsubst would silently leave nothing in its place.</exception>
    public string Replace(string text, string file) => Placeholder().Replace(text, match =>
        values.TryGetValue(match.Groups["name"].Value, out var value)
            ? value
            : Environment.GetEnvironmentVariable(match.Groups["name"].Value)
              ?? throw new InvalidDataException($"{file}: {match.Value} has no value; give one in CloudOptions.Placeholders"));

    [GeneratedRegex(@"\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
