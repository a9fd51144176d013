using System.Globalization;
using NUnit.Framework;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Demo;

/// <summary>The cloud left up for people: what it prints is loaded by a shell, its examples are run as they stand.</summary>
public sealed class ServeTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("demo-serve-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test, CancelAfter(300_000)]
    public async Task Its_environment_loads_its_examples_work_and_Ctrl_C_leaves_nothing(CancellationToken cancellation)
    {
        await using var demo = DemoProcess.Start(["--serve"]);
        await demo.WaitForLineAsync(line => line.StartsWith("# Ctrl+C", StringComparison.Ordinal), cancellation);
        await File.WriteAllLinesAsync(Path.Combine(_folder.FullName, "cloud.env"), demo.StandardOutput, cancellation);

        var loaded = await ShellAsync("echo \"$LOCAL_CLOUD_WORK\"");
        Assert.That(loaded.Error, Is.Empty);
        Assert.That(Directory.Exists(loaded.Output.Trim()), Is.True);

        var examples = Examples(demo.StandardOutput);
        Assert.That(examples, Has.Count.EqualTo(4));
        foreach (var example in examples)
        {
            var run = await ShellAsync(example);
            Assert.That(run.ExitCode, Is.Zero, $"{example}\n{run.Output}{run.Error}");
        }

        var listed = await ShellAsync("git -c credential.helper= -c credential.helper='!aws codecommit --region us-west-2 credential-helper --ignore-host-check $@' "
            + "-c credential.UseHttpPath=true ls-remote \"$LOCAL_CLOUD_GIT/us-west-2/v1/repos/shop\" refs/heads/main");
        Assert.That(listed.Output, Does.EndWith("refs/heads/main\n"), listed.Error);

        var copied = await ShellAsync("for i in 1 2 3 4 5 6 7 8 9 10; do aws ssm get-parameter --region us-west-2 --name /shop/url && exit 0; sleep 1; done; exit 1");
        Assert.That(copied.Output, Does.Contain("shop.example.com"), copied.Error);

        var started = Descendants(demo.Id);
        Assert.That(started, Is.Not.Empty);
        await demo.SignalAsync("INT");
        Assert.That(await demo.Completion.WaitAsync(cancellation), Is.Zero);

        await GoneAsync(started, cancellation);
        Assert.That(Directory.Exists(loaded.Output.Trim()), Is.False);
    }

    // HOME is a folder of its own: a helper of the user's configuration must not be what lets us in.
    private Task<Command> ShellAsync(string command) => Command.RunAsync(
        "/bin/sh", ["-c", ". ./cloud.env\n" + command], _folder.FullName, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["HOME"] = _folder.FullName,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["AWS_PROFILE"] = "somebody-else",
        });

    /// <summary>Neighbouring lines that are indented comments, each block one command.</summary>
    private static List<string> Examples(IEnumerable<string> lines)
    {
        var examples = new List<string>();
        var inside = false;
        foreach (var line in lines)
        {
            if (!line.StartsWith("#   ", StringComparison.Ordinal))
            {
                inside = false;
            }
            else if (inside)
            {
                examples[^1] += "\n" + line[4..];
            }
            else
            {
                examples.Add(line[4..]);
                inside = true;
            }
        }

        return examples;
    }

    private static List<int> Descendants(int ancestor)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id != 0)
            .Select(id => (Id: id, Parent: Stat(id) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0))
            .ToLookup(process => process.Parent, process => process.Id);

        List<int> found = [.. parents[ancestor]];
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(parents[found[next]]);
        }

        return found;
    }

    /// <summary>State, parent and more of a process, or nothing when it has ended.</summary>
    private static string[] Stat(int id)
    {
        try
        {
            // "ID (NAME) STATE PARENT ...", and a name may hold anything.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    // One that has ended and that nobody has asked about is a Z: it does nothing any more.
    private static async Task GoneAsync(List<int> processes, CancellationToken cancellation)
    {
        while (processes.Any(id => Stat(id) is [not "Z", ..]))
        {
            await Task.Delay(50, cancellation);
        }
    }
}
