namespace ReplicaWorker.Modules.Comparison;

/// <summary>Command lines as a person can paste them into a POSIX shell.</summary>
internal static class CommandText
{
    /// <summary>This program's, for one item in one region.</summary>
    /// <param name="verb">The module's.</param>
    /// <param name="name">The item's; after <c>--</c> when it looks like an option.</param>
    /// <param name="region">The one region that is written.</param>
    /// <param name="options">More of them.</param>
    public static string Ours(string verb, string name, string region, params ReadOnlySpan<string> options) => name.StartsWith('-')
        ? Of(["replica-worker", verb, "--region-only", region, .. options, "--", name])
        : Of(["replica-worker", verb, name, "--region-only", region, .. options]);

    /// <summary>Each word quoted where the shell would take it apart.</summary>
    public static string Of(params ReadOnlySpan<string> words) => string.Join(' ', words.ToArray().Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(IsPlain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or ',' or '@' or '+' or '%';
}
