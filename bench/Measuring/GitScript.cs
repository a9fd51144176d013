using System.Diagnostics;
using LocalCloud.Processes;

namespace Bench.Measuring;

/// <summary>What a script of git commands took.</summary>
/// <param name="Wall">The script's life.</param>
/// <param name="PeakMemory">Bytes of resident memory of the largest process; sampled, 0 where there is no <c>/proc</c>.</param>
/// <param name="DiskWritten">Bytes written to files by all processes; 0 where there is no <c>/proc</c>.</param>
internal sealed record ScriptRun(TimeSpan Wall, long PeakMemory, long DiskWritten);

/// <summary>Runs git commands as the shell script that a worker would replace, and measures the whole tree of processes.</summary>
internal static class GitScript
{
    // The kernel adds the counters of ended children to their parent's, so the shell's are the whole tree's.
    private const string Account = """

        while read -r line; do echo "$line"; done < /proc/$$/io
        """;

    private const string Written = "write_bytes: ";

    /// <param name="script">A <c>sh</c> script; it ends at the first command that fails.</param>
    /// <param name="arguments">Its <c>$1</c> and so on.</param>
    /// <param name="environment">All of it.</param>
    /// <param name="stopping">Kills it.</param>
    /// <exception cref="InvalidOperationException">A command failed; the message carries what it wrote.</exception>
    public static async Task<ScriptRun> RunAsync(
        string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken stopping)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-ec", script + (OperatingSystem.IsLinux() ? Account : ""), "sh", .. arguments]);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        await using var shell = ChildProcess.Start(start);
        var memory = ProcessTree.PeakMemoryAsync(shell.Id, shell.Completion, stopping);
        var code = await shell.Completion.WaitAsync(stopping);
        var wall = Stopwatch.GetElapsedTime(started);

        if (code != 0)
        {
            throw new InvalidOperationException($"git ended with {code}: {string.Join('\n', shell.StandardError)}");
        }

        var written = shell.StandardOutput.LastOrDefault(line => line.StartsWith(Written, StringComparison.Ordinal));
        return new(wall, await memory, written is null ? 0 : long.Parse(written.AsSpan(Written.Length)));
    }
}
