using System.Diagnostics;

namespace LocalCloud.Processes;

/// <summary>A process we started: its output by lines, its end, its signals. It never outlives us, see <see cref="Lifeline"/>.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Seen)> _waiting = [];

    private ChildProcess(Process process, string? standardInput, bool keepInputOpen)
    {
        _process = process;
        Id = process.Id;
        Completion = RunAsync(standardInput, keepInputOpen);
    }

    public int Id { get; }

    /// <summary>The exit code, once the process has ended and everything it wrote has been read. A signal N gives 128 + N.</summary>
    public Task<int> Completion { get; }

    public IReadOnlyList<string> StandardOutput => Copy(_output);

    public IReadOnlyList<string> StandardError => Copy(_errors);

    /// <param name="start">Its redirections are set here; its environment is the caller's.</param>
    /// <param name="standardInput">What the child reads; without it the child's input is empty.</param>
    /// <param name="keepInputOpen">No end of file after that, until this process ends: a container notices our end by it.</param>
    public static ChildProcess Start(ProcessStartInfo start, string? standardInput = null, bool keepInputOpen = false)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return new(Lifeline.Start(start), standardInput, keepInputOpen);
    }

    /// <summary>Waits for the first line, on either stream and from the start, that matches.</summary>
    /// <exception cref="InvalidOperationException">The process ended first; the message carries what it wrote.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> matches, CancellationToken cancellation)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            foreach (var line in _output.Concat(_errors))
            {
                if (matches(line))
                {
                    return line;
                }
            }

            _waiting.Add((matches, seen));
        }

        if (await Task.WhenAny(seen.Task, Completion).WaitAsync(cancellation) == seen.Task)
        {
            return await seen.Task;
        }

        throw new InvalidOperationException(
            $"{_process.StartInfo.FileName} ended with {await Completion}: {string.Join('\n', StandardOutput.Concat(StandardError))}");
    }

    /// <summary>Sends a signal by its name without SIG. A process that has ended is left alone.</summary>
    public async Task SignalAsync(string name)
    {
        if (_process.HasExited)
        {
            return;
        }

        using var kill = Process.Start("/bin/sh", ["-c", "kill -s \"$1\" \"$2\" 2>/dev/null", "kill", name, $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and SIGKILL when the process is still there after the grace period.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(TimeSpan grace)
    {
        await SignalAsync("TERM");
        if (await Task.WhenAny(Completion, Task.Delay(grace)) != Completion)
        {
            await SignalAsync("KILL");
        }

        return await Completion;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(2));
        _process.Dispose();
    }

    private async Task<int> RunAsync(string? standardInput, bool keepInputOpen)
    {
        var output = ReadAsync(_process.StandardOutput, _output);
        var errors = ReadAsync(_process.StandardError, _errors);

        try
        {
            await _process.StandardInput.WriteAsync(standardInput);
            if (!keepInputOpen)
            {
                _process.StandardInput.Close();
            }
        }
        catch (IOException)
        {
            // It ended, or closed its input, without reading all of it: the exit code says what that means.
        }

        await _process.WaitForExitAsync();
        Lifeline.Release(Id);
        await Task.WhenAll(output, errors);
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader stream, List<string> lines)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                lines.Add(line);
                foreach (var (_, seen) in _waiting.Where(waiting => waiting.Matches(line)))
                {
                    seen.TrySetResult(line);
                }
            }
        }
    }

    private string[] Copy(List<string> lines)
    {
        lock (_gate)
        {
            return [.. lines];
        }
    }
}
