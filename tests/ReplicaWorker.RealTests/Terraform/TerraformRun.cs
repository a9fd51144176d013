using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Processes;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Terraform;

/// <summary>A root module in a folder of its own below artifacts/, and the real <c>terraform</c> run in it.</summary>
internal sealed class TerraformRun : IDisposable
{
    private readonly IReadOnlyDictionary<string, string?> _environment;

    /// <param name="name">Of the folder.</param>
    /// <param name="root">The root's <c>main.tf</c>; it says <c>../../../terraform</c> for the module.</param>
    /// <param name="cloud">Whose APIs are called; none for what calls none.</param>
    public TerraformRun(string name, string root, Cloud? cloud = null)
    {
        Folder = Path.Combine(SourceTree.Root, "artifacts", "terraform", $"{name}-{Environment.ProcessId}");
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "main.tf"), root);
        File.WriteAllText(Path.Combine(Folder, "terraform.rc"), Configuration());

        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["TF_CLI_CONFIG_FILE"] = Path.Combine(Folder, "terraform.rc"),
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
            ["AWS_PROFILE"] = null,
            ["AWS_CONFIG_FILE"] = "/dev/null",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
        };
        foreach (var (key, value) in cloud?.DeveloperEnvironment() ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            environment[key] = value;
        }

        _environment = environment;
    }

    public string Folder { get; }

    /// <exception cref="InvalidOperationException">terraform is missing, or ended with another exit code than is wanted.</exception>
    public async Task<string> RunAsync(int expected, params string[] arguments)
    {
        try
        {
            var run = await Command.RunAsync("terraform", [.. arguments, "-no-color"], Folder, _environment);
            return run.ExitCode == expected
                ? run.Output
                : throw new InvalidOperationException($"terraform {string.Join(' ', arguments)} exited with {run.ExitCode}: {run.Error}\n{run.Output}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("terraform is not on PATH: these tests need Terraform 1.9 or newer, and its AWS provider", missing);
        }
    }

    /// <summary>The types and names of all resources that the state holds.</summary>
    public async Task<string[]> StateAsync() =>
        [.. (await RunAsync(0, "state", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(one => !one.Contains(".data.", StringComparison.Ordinal))];

    public async Task<JsonNode> OutputsAsync() => JsonNode.Parse(await RunAsync(0, "output", "-json"))!;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The provider from a folder of this machine when one is there: a plug-in folder has HOST/hashicorp/aws in it.</summary>
    private static string Configuration()
    {
        string[] places = ["/usr/share/terraform", "/usr/local/share/terraform", "/opt", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".terraform.d")];
        var mirror = places.Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .FirstOrDefault(folder => Children(folder).Any(host => Directory.Exists(Path.Combine(host, "hashicorp", "aws"))));

        return mirror is null ? "" : $$"""
            provider_installation {
              filesystem_mirror {
                path = "{{mirror}}"
              }
            }
            """;
    }

    private static string[] Children(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
