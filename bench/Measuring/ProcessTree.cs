namespace Bench.Measuring;

/// <summary>Looks at a process and everything it has started.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>The most resident memory that any single process of the tree had, in bytes.</summary>
    /// <remarks>
    /// The kernel keeps each process's peak (<c>VmHWM</c>), so only what a process adds in its last 20 ms can be missed, and processes
    /// that live shorter than that.
    /// </remarks>
    public static async Task<long> PeakMemoryAsync(int root, Task ended, CancellationToken stopping)
    {
        long peak = 0;
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, Largest(root));
            await Task.WhenAny(ended, Task.Delay(SampleEvery, stopping));
        }

        return peak;
    }

    private static long Largest(int process) =>
        Children(process).Select(Largest).Append(ProcStatus.Bytes(process, "VmHWM:")).Max();

    private static int[] Children(int process)
    {
        try
        {
            return
            [
                .. Directory.EnumerateDirectories($"/proc/{process}/task")
                    .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(int.Parse),
            ];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];      // It has just ended, or this is not Linux.
        }
    }
}

/// <summary>Numbers of <c>/proc/PID/status</c>.</summary>
internal static class ProcStatus
{
    /// <returns>0 when the process is gone, or this is not Linux.</returns>
    public static long Bytes(int process, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(field.Length).Trim(" \tkB")) * 1024;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
