using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalCloud.Bus;

/// <summary>A path of an InputPathsMap, such as <c>$.detail.repositoryName</c> or <c>$.detail['parameter-name']</c>.</summary>
/// <remarks>Names only. Array indexes are refused rather than guessed at: no rule of ours may rely on them.</remarks>
internal sealed partial record InputPath(IReadOnlyList<string> Names)
{
    public static InputPath? TryParse(string path) => Shape().Match(path) is { Success: true } match
        ? new([.. match.Groups["name"].Captures.Select(capture => capture.Value)])
        : null;

    /// <returns>The value, or nothing when any step of the path is not there.</returns>
    public JsonElement? Find(JsonElement root)
    {
        foreach (var name in Names)
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out root))
            {
                return null;
            }
        }

        return root;
    }

    [GeneratedRegex("""^\$(\.(?<name>[A-Za-z0-9_-]+)|\['(?<name>[^'\]]+)'\])*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
