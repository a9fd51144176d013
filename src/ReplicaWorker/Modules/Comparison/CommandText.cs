using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Comparison;

/// <summary>Command lines as a person can paste them into a POSIX shell.</summary>
internal static class CommandText
{
    /// <summary>This program's, for one item in one region.</summary>
    /// <param name="verb">The module's.</param>
    /// <param name="name">The item's; after <c>--</c> when it looks like an option.</param>
    /// <param name="region">The one region that is written.</param>
    /// <param name="options">More of them.</param>
    public static string Ours(string verb, string name, string region, params IEnumerable<string> options) => name.StartsWith('-')
        ? Of(["replica-worker", verb, "--region-only", region, .. options, "--", name])
        : Of(["replica-worker", verb, name, "--region-only", region, .. options]);

    public static string Of(params IEnumerable<string> words) => ShellWord.Line(words);
}
