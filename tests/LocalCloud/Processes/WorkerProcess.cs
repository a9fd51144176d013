using System.Diagnostics;
using System.Globalization;

namespace LocalCloud.Processes;

/// <summary>A worker that runs.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(10);

    private readonly ChildProcess _child;
    private readonly long _started = Stopwatch.GetTimestamp();

    private WorkerProcess(ChildProcess child)
    {
        _child = child;
        Completion = RunAsync();
    }

    public int Id => _child.Id;

    public IReadOnlyList<string> StandardOutput => _child.StandardOutput;

    /// <summary>What the run left, once it has ended.</summary>
    public Task<WorkerRun> Completion { get; }

    /// <param name="path">The worker's binary.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">All of it: nothing is inherited but <c>PATH</c>, as in a container.</param>
    /// <param name="standardInput">What it reads.</param>
    public static WorkerProcess Start(
        string path,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string? standardInput = null)
    {
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = "/" };
        var searched = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = searched;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        LeakWatch.Look("arguments of a worker", start.ArgumentList);
        return new(ChildProcess.Start(start, standardInput));
    }

    /// <summary>SIGTERM, as the platform sends it when the task is stopped.</summary>
    public Task TerminateAsync() => _child.SignalAsync("TERM");

    public Task<string> WaitForLineAsync(Func<string, bool> matches, CancellationToken cancellation) =>
        _child.WaitForLineAsync(matches, cancellation);

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task<WorkerRun> RunAsync()
    {
        long memory = 0, written = 0;
        while (!_child.Completion.IsCompleted)
        {
            memory = Math.Max(memory, Read("status", "VmHWM:") * 1024);
            written = Math.Max(written, Read("io", "write_bytes:"));
            await Task.WhenAny(_child.Completion, Task.Delay(SampleEvery));
        }

        var code = await _child.Completion;
        LeakWatch.Look($"output of a worker that ended with {code}", _child.StandardOutput.Concat(_child.StandardError));
        return new(
            code, _child.StandardOutput, string.Join('\n', _child.StandardError),
            Stopwatch.GetElapsedTime(_started), memory, written);
    }

    // Both figures only grow, so all that can be missed is what the last 10 ms of a run add.
    private long Read(string file, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{Id}/{file}").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(field.Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;     // The process has just ended, or this is not Linux.
        }
    }
}

/// <summary>What one run of the worker left.</summary>
/// <param name="ExitCode">A signal N gives 128 + N.</param>
/// <param name="StandardOutput">Line by line.</param>
/// <param name="StandardError">As one text.</param>
/// <param name="Duration">From the start of the process to its end, all output read.</param>
/// <param name="PeakMemory">Bytes of resident memory; sampled, 0 where there is no <c>/proc</c>.</param>
/// <param name="DiskBytesWritten">Bytes that went to storage; sampled, 0 where there is no <c>/proc</c>.</param>
public sealed record WorkerRun(
    int ExitCode,
    IReadOnlyList<string> StandardOutput,
    string StandardError,
    TimeSpan Duration,
    long PeakMemory,
    long DiskBytesWritten);
