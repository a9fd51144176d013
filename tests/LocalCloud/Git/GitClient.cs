using System.Diagnostics;

namespace LocalCloud.Git;

/// <summary>What a git command said. <paramref name="Output"/> ends without its last line feed.</summary>
public sealed record GitResult(int ExitCode, string Output, string Error);

/// <summary>Runs the real git, cut off from the configuration and the GIT_ variables of whoever started us.</summary>
/// <param name="home">A directory of its own, for <c>HOME</c>.</param>
/// <param name="environment">Variables added for each command, such as AWS credentials.</param>
public sealed class GitClient(string home, IReadOnlyDictionary<string, string>? environment = null)
{
    /// <summary>Runs <c>git</c> and wants success.</summary>
    /// <exception cref="InvalidOperationException">git failed; the message holds the command and what it wrote.</exception>
    public async Task<string> RunAsync(string directory, IEnumerable<string> arguments, CancellationToken cancellation = default)
    {
        var list = arguments.ToList();
        var result = await TryAsync(directory, list, cancellation);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"git {string.Join(' ', list)} exited with {result.ExitCode}: {result.Error}");
    }

    /// <summary>Runs <c>git</c>, whatever comes of it. A cancelled command is killed with its children.</summary>
    public async Task<GitResult> TryAsync(string directory, IEnumerable<string> arguments, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Isolate(start, home);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var git = Process.Start(start)!;
        git.StandardInput.Close();
        try
        {
            var output = git.StandardOutput.ReadToEndAsync(cancellation);
            var error = git.StandardError.ReadToEndAsync(cancellation);
            await Task.WhenAll(output, error, git.WaitForExitAsync(cancellation));
            return new(git.ExitCode, (await output).TrimEnd('\n'), (await error).TrimEnd('\n'));
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Takes away every GIT_ variable and every configuration that is not the repository's own.</summary>
    internal static void Isolate(ProcessStartInfo start, string home)
    {
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = home;
        start.Environment.Remove("XDG_CONFIG_HOME");
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_AUTHOR_NAME"] = start.Environment["GIT_COMMITTER_NAME"] = "A Developer";
        start.Environment["GIT_AUTHOR_EMAIL"] = start.Environment["GIT_COMMITTER_EMAIL"] = "developer@example.com";
        start.Environment["LC_ALL"] = "C";
        start.Environment["no_proxy"] = "127.0.0.1,localhost";
    }
}
