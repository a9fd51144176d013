using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Processes;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Iam;

/// <summary>IAM's evaluation by an implementation that is not ours: <c>@cloud-copilot/iam-simulate</c>, run by node.</summary>
internal static class IamSimulator
{
    private static readonly string Source = Path.Combine(SourceTree.Root, "tests", "iam");

    /// <summary>One verdict for each simulation, in the same order.</summary>
    public static async Task<IReadOnlyList<string>> JudgeAsync(IEnumerable<JsonObject> simulations)
    {
        var home = await InstallAsync();
        var input = Path.Combine(home, $"asked-{Environment.ProcessId}.json");
        await File.WriteAllTextAsync(input, new JsonArray([.. simulations]).ToJsonString());
        var judged = await RunAsync(home, "bash", "-c", $"node evaluate.mjs < {Path.GetFileName(input)}");
        File.Delete(input);

        return JsonSerializer.Deserialize<string[]>(judged.Output)!;
    }

    /// <summary>Installed once for each lock file, below artifacts/, by <c>npm ci</c>: exactly the locked versions.</summary>
    private static async Task<string> InstallAsync()
    {
        var version = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"))))[..12];
        var home = Path.Combine(SourceTree.Root, "artifacts", "iam", version);
        Directory.CreateDirectory(home);
        foreach (var file in (string[])["package.json", "package-lock.json", "evaluate.mjs"])
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(home, file), overwrite: true);
        }

        // npm writes this file last.
        if (!File.Exists(Path.Combine(home, "node_modules", ".package-lock.json")))
        {
            await RunAsync(home, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        }

        return home;
    }

    private static async Task<Command> RunAsync(string folder, string program, params string[] arguments)
    {
        var run = await Command.RunAsync(program, arguments, folder, new Dictionary<string, string?>(StringComparer.Ordinal));
        return run.ExitCode == 0
            ? run
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {run.ExitCode}: {run.Error}");
    }
}
