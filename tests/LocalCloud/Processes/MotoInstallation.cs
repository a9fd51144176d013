using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LocalCloud.Processes;

/// <summary>How to start a moto server.</summary>
/// <param name="Start">Program and arguments; told to listen on 127.0.0.1, port 0.</param>
/// <param name="PublishedPort">Where it is reached when that is not the port it names itself.</param>
internal sealed record MotoCommand(ProcessStartInfo Start, int? PublishedPort = null);

/// <summary>The ways to come by moto, cheapest first.</summary>
internal static class MotoInstallation
{
    /// <summary>What is installed when we install it. Any version of the same minor line will do.</summary>
    public const string Version = "5.2.1";
    private const string Line = "5.2.";

    /// <summary>Each gives a command or throws an <see cref="InvalidOperationException"/> that says why not.</summary>
    public static IReadOnlyList<(string Name, Func<CancellationToken, Task<MotoCommand>> Prepare)> Ways { get; } =
    [
        ("moto_server on PATH", _ => Task.FromResult(OnPath())),
        ("private virtual environment", InstallAsync),
        ("Docker", _ => Task.FromResult(InDocker())),
    ];

    // pyenv's shim is a shell script that asks bash programs for the version on every start; the script it ends in is taken instead.
    private static MotoCommand OnPath()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "moto_server"))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("not there");

        if (File.ReadLines(found).FirstOrDefault()?.Contains("python", StringComparison.Ordinal) != true)
        {
            var versions = Path.Combine(Path.GetDirectoryName(found)!, "..", "versions");
            found = (Directory.Exists(versions) ? Directory.GetDirectories(versions) : [])
                .Select(version => Path.Combine(version, "bin", "moto_server"))
                .FirstOrDefault(script => File.Exists(script) && VersionOf(script)?.StartsWith(Line, StringComparison.Ordinal) == true)
                ?? found;
        }

        return VersionOf(found) is { } version && !version.StartsWith(Line, StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{found} is {version}, not {Line}x")
            : Command(found);
    }

    private static async Task<MotoCommand> InstallAsync(CancellationToken cancellation)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var home = Path.Combine(cache, "replica-worker", "moto-" + Version);
        var complete = Path.Combine(home, "complete");

        using (await FileLock.TakeAsync(home + ".lock", cancellation))
        {
            if (!File.Exists(complete))
            {
                await RunAsync("python3", ["-m", "venv", "--clear", home], cancellation);
                await RunAsync(Path.Combine(home, "bin", "pip"), ["install", "--quiet", $"moto[server]=={Version}"], cancellation);
                await File.WriteAllTextAsync(complete, Version, cancellation);
            }
        }

        return Command(Path.Combine(home, "bin", "moto_server"));
    }

    // The container ends itself at the end of its input, which is ours: killing the docker client alone would leave it running.
    private static MotoCommand InDocker()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;

        return new(
            new("docker",
            [
                "run", "--rm", "--interactive", "--init", "--publish", $"127.0.0.1:{port}:5000", "--entrypoint", "sh",
                "motoserver/moto:" + Version, "-c", "moto_server -H 0.0.0.0 -p 5000 & cat >/dev/null; kill $!",
            ]),
            port);
    }

    private static MotoCommand Command(string script) => new(new(script, ["-H", "127.0.0.1", "-p", "0"]));

    private static string? VersionOf(string script)
    {
        var libraries = Path.Combine(Path.GetDirectoryName(script)!, "..", "lib");
        return !Directory.Exists(libraries)
            ? null
            : Directory.GetDirectories(libraries, "python3*")
                .Select(python => Path.Combine(python, "site-packages"))
                .Where(Directory.Exists)
                .SelectMany(packages => Directory.GetDirectories(packages, "moto-*.dist-info"))
                .Select(folder => Path.GetFileName(folder)["moto-".Length..^".dist-info".Length])
                .FirstOrDefault();
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        await using var child = ChildProcess.Start(new(program, arguments));
        if (await child.Completion.WaitAsync(cancellation) is not 0 and var code)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {code}: {string.Join(' ', child.StandardError.TakeLast(1))}");
        }
    }
}
