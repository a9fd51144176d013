using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>The image, as far as it can be proved without a container engine: its build steps are run here, on what the build context has.</summary>
public sealed class DockerfileTests
{
    private static readonly Dockerfile Image = Dockerfile.Parse(DeployFiles.Read("Dockerfile"));

    [TestCase("Dockerfile", ".dockerignore")]
    [TestCase("docker/cloud.Dockerfile", "docker/cloud.Dockerfile.dockerignore")]
    public void Everything_that_is_copied_is_in_the_build_context(string dockerfile, string ignore)
    {
        var wanted =
            from instruction in Dockerfile.Parse(DeployFiles.Read(dockerfile)).Instructions
            from source in Dockerfile.ContextCopy(instruction)?.Sources ?? []
            select source;

        Assert.That(wanted, Is.Not.Empty.And.All.Matches<string>(source => Path.Exists(Path.Combine(DeployFiles.Root, source)) && IsSent(source, ignore)));
    }

    [Test]
    public void No_output_of_a_build_on_the_desk_is_sent() =>
        Assert.That(new[] { "src/ReplicaWorker/obj", "src/ReplicaWorker/bin", "tests", ".git" }, Has.None.Matches<string>(path => IsSent(path, ".dockerignore")));

    [Test]
    public void The_local_stack_has_the_moto_that_the_tests_run_on()
    {
        var version = Regex.Match(DeployFiles.Read("docker/cloud.Dockerfile"), @"moto\[server\]==(?<version>[0-9.]+)", RegexOptions.ExplicitCapture).Groups["version"].Value;

        Assert.That(DeployFiles.Read("tests/LocalCloud/Processes/MotoInstallation.cs"), Does.Contain($"Version = \"{version}\""));
    }

    [Test]
    public void The_image_has_no_shell_and_no_root()
    {
        var last = Image.Stage(1);

        Assert.Multiple(() =>
        {
            Assert.That(last[0].Arguments, Does.EndWith("-chiseled"));
            Assert.That(last.Last(instruction => instruction.Name == "USER").Arguments, Is.EqualTo("$APP_UID"));
            Assert.That(last.Last(instruction => instruction.Name == "ENTRYPOINT").Arguments, Is.EqualTo("""["/app/replica-worker"]"""));
            Assert.That(last.Select(instruction => instruction.Name), Does.Not.Contain("RUN"));
        });
    }

    /// <summary>Takes the place of <c>docker build</c>: copies what each COPY copies and runs what each RUN runs, in their order.</summary>
    [Test]
    public async Task The_build_steps_publish_the_file_that_the_image_starts()
    {
        var root = Directory.CreateTempSubdirectory("replica-image-").FullName;

        try
        {
            foreach (var step in Image.Stage(0))
            {
                if (Dockerfile.ContextCopy(step) is var (sources, destination))
                {
                    Copy(sources, Path.Combine(root, "source", destination));
                }
                else if (step.Name == "RUN")
                {
                    var run = await Command.RunAsync(
                        "bash",
                        ["-euc", step.Arguments.Replace("/app", root + "/app", StringComparison.Ordinal)],
                        Path.Combine(root, "source"),
                        new Dictionary<string, string?>(StringComparer.Ordinal) { ["TARGETARCH"] = "amd64" });

                    Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
                }
            }

            var started = await Command.RunAsync(root + "/app/replica-worker", ["--version"], root + "/app", new Dictionary<string, string?>(StringComparer.Ordinal));
            Assert.That(started.ExitCode, Is.Zero, started.Output + started.Error);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>As BuildKit's COPY: a folder's content, or files into a folder; without what <c>.dockerignore</c> keeps back inside of <c>src</c>.</summary>
    private static void Copy(string[] sources, string destination)
    {
        foreach (var source in sources.Select(source => Path.Combine(DeployFiles.Root, source)))
        {
            if (File.Exists(source))
            {
                Directory.CreateDirectory(destination);
                File.Copy(source, Path.Combine(destination, Path.GetFileName(source)), overwrite: true);
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => !Regex.IsMatch(file, "/(bin|obj)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)))
            {
                var target = Path.Combine(destination, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
    }

    /// <summary>Whether the ignore file lets a path through: the last line that matches it, or a folder above it, decides.</summary>
    private static bool IsSent(string path, string ignore)
    {
        var sent = true;

        foreach (var line in DeployFiles.Read(ignore).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var pattern = "^" + Regex.Escape(line.TrimStart('!')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "(/|$)";

            if (Regex.IsMatch(path, pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture))
            {
                sent = line[0] == '!';
            }
        }

        return sent;
    }
}
