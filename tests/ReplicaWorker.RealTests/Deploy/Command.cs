using System.Diagnostics;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>One run of a program, to its end.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    public static async Task<Command> RunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        return new(process.ExitCode, await output, await error);
    }
}
