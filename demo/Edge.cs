using System.Runtime.InteropServices;

namespace Demo;

/// <summary>Where the demo meets the process: signals in, exit code out, one line for what went wrong.</summary>
internal static class Edge
{
    private const int Failed = 1;
    private const int Interrupted = 130;    // 128 + SIGINT, as shells say it

    /// <param name="run">Gets a token that is cancelled by Ctrl+C and SIGTERM; everything it opened is closed when it returns.</param>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> run)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        CleanEnvironment.Apply();

        try
        {
            return await run(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or InvalidDataException or HttpRequestException or TimeoutException)
        {
            await Console.Error.WriteLineAsync("demo: " + failure.Message);
            return Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
