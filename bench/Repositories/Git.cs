using System.Diagnostics;
using LocalCloud.Git;

namespace Bench.Repositories;

/// <summary>The real git, without anybody's configuration.</summary>
internal sealed class Git(string home)
{
    private readonly GitClient _client = new(home);

    /// <summary>What every git process is told, and nothing else.</summary>
    public static IReadOnlyDictionary<string, string> Environment(string home) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "",
        ["HOME"] = home,
        ["LC_ALL"] = "C",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    public Task<string> RunAsync(string directory, CancellationToken stopping, params string[] arguments) =>
        _client.RunAsync(directory, arguments, stopping);

    /// <summary>All refs and what they point at, as one text.</summary>
    public Task<string> RefsAsync(string repository, CancellationToken stopping) =>
        RunAsync(repository, stopping, "for-each-ref", "--format=%(objectname) %(refname)");

    public async Task ImportAsync(string repository, Action<ImportStream> write, CancellationToken stopping, params string[] settings)
    {
        var start = new ProcessStartInfo("git", [.. settings, "-C", repository, "fast-import", "--done", "--quiet"])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment(home))
        {
            start.Environment[name] = value;
        }

        using var git = Process.Start(start)!;
        await using (var stream = new ImportStream(git.StandardInput.BaseStream))
        {
            write(stream);
        }

        await git.WaitForExitAsync(stopping);
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git fast-import exited with {git.ExitCode}");
        }
    }
}
