using System.Diagnostics;
using LocalCloud.Processes;

namespace ReplicaWorker.RealTests.Demo;

/// <summary>The built demo, started as <c>dotnet run</c> starts it.</summary>
internal static class DemoProcess
{
    public static ChildProcess Start(IEnumerable<string>? arguments = null, params (string Name, string Value)[] environment)
    {
        // Built beside us: bin/CONFIGURATION/FRAMEWORK is the same.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(SourceTree.Root, "demo", "bin", here.Parent!.Name, here.Name, "demo.dll");

        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments ?? []]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return ChildProcess.Start(start);
    }
}
