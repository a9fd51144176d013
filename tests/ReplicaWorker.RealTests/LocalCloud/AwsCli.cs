using System.Diagnostics;
using LocalCloud;
using LocalCloud.Processes;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>The real AWS CLI, as a developer, against a local cloud.</summary>
internal static class AwsCli
{
    /// <returns>The exit code, and what it wrote: to standard output when it succeeded, else to standard error.</returns>
    public static async Task<(int Code, string Output)> RunAsync(Cloud cloud, params string[] arguments)
    {
        var start = new ProcessStartInfo("aws", arguments);
        foreach (var (name, value) in cloud.DeveloperEnvironment())
        {
            start.Environment[name] = value;
        }

        await using var cli = ChildProcess.Start(start);
        var code = await cli.Completion;
        return (code, string.Join('\n', code == 0 ? cli.StandardOutput : cli.StandardError));
    }
}
