using System.Diagnostics;
using LocalCloud.Processes;

namespace Bench.Startup;

/// <summary>The least that a program published as the worker is can do.</summary>
internal static class HelloWorld
{
    private const string Program = """
        Console.WriteLine("Hello, World!");
        """;

    // The publish settings of src/ReplicaWorker/ReplicaWorker.csproj.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <RuntimeIdentifier>PLATFORM</RuntimeIdentifier>
            <InvariantGlobalization>true</InvariantGlobalization>
            <SelfContained>true</SelfContained>
            <PublishSingleFile>true</PublishSingleFile>
            <PublishTrimmed>true</PublishTrimmed>
            <PublishReadyToRun>true</PublishReadyToRun>
            <TieredPGO>false</TieredPGO>
            <UseSystemResourceKeys>true</UseSystemResourceKeys>
            <EventSourceSupport>false</EventSourceSupport>
            <DebuggerSupport>false</DebuggerSupport>
            <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Publishes it once; a change of the text above publishes it anew.</summary>
    /// <returns>The binary.</returns>
    /// <exception cref="InvalidOperationException">Publishing failed; the message carries the build's output.</exception>
    public static async Task<string> PublishAsync(string folder, CancellationToken stopping)
    {
        var project = Project.Replace("PLATFORM", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal);
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
}
