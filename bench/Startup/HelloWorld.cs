using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using LocalCloud.Processes;

namespace Bench.Startup;

/// <summary>The least that a program published as the worker is can do.</summary>
internal static class HelloWorld
{
    private const string Program = """
        Console.WriteLine("Hello, World!");
        """;

    /// <summary>Publishes it once; a change of the worker's settings publishes it anew.</summary>
    /// <returns>The binary.</returns>
    /// <exception cref="InvalidOperationException">Publishing failed; the message carries the build's output.</exception>
    public static async Task<string> PublishAsync(string folder, CancellationToken stopping)
    {
        var project = Project();
        var (binary, file) = (Path.Combine(folder, "published", "hello"), Path.Combine(folder, "hello.csproj"));
        if (File.Exists(binary) && await File.ReadAllTextAsync(file, stopping) == project)
        {
            return binary;
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(file, project, stopping);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Program, stopping);

        // The house's rules end here: no analyzers, no central versions.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "<Project />", stopping);
        }

        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            ArgumentList = { "publish", file, "-c", "Release", "-o", Path.GetDirectoryName(binary)!, "--nologo" },
        };

        // Started by `dotnet run` or `dotnet test`, we inherit its MSBuild's settings; they would bend this build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        await using var publish = ChildProcess.Start(start);
        return await publish.Completion.WaitAsync(stopping) == 0
            ? binary
            : throw new InvalidOperationException("the hello-world cannot be published:\n" + string.Join('\n', publish.StandardOutput));
    }

    // Whatever decides how the worker is published stands beside PublishSingleFile in its project file.
    private static string Project()
    {
        var worker = XDocument.Load(Path.Combine(SourceTree.Root, "src", "ReplicaWorker", "ReplicaWorker.csproj"));
        var settings = worker.Descendants("PublishSingleFile").Single().Parent!;
        return new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("OutputType", "Exe"),
                new XElement("TargetFramework", "net10.0"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("InvariantGlobalization", "true"),
                new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier)),
            new XElement("PropertyGroup", settings.Elements().Where(setting => setting.Name != "RuntimeIdentifier"))).ToString();
    }
}
