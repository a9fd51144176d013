using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench.Measuring;

/// <summary>What the figures were measured on; nothing that names the machine.</summary>
/// <param name="Processors">Logical ones, as far as this process may use them.</param>
/// <param name="Architecture">Of the operating system.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="System">Name and version of the kernel.</param>
/// <param name="Git">Its version.</param>
/// <param name="DotNet">The runtime's version.</param>
/// <param name="Load">The load average of the minute before, or none where the kernel does not tell.</param>
internal sealed record Machine(int Processors, string Architecture, long Memory, string System, string Git, string DotNet, double? Load)
{
    public static Machine Describe(string gitVersion) => new(
        Environment.ProcessorCount,
        RuntimeInformation.OSArchitecture.ToString(),
        TotalMemory(),
        RuntimeInformation.OSDescription,
        gitVersion.Replace("git version ", "", StringComparison.Ordinal),
        Environment.Version.ToString(),
        File.Exists("/proc/loadavg")
            ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
            : null);

    // GCMemoryInfo knows of a container's limit, /proc/meminfo would not.
    private static long TotalMemory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
