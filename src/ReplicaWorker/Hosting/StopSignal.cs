using System.Runtime.InteropServices;

namespace ReplicaWorker.Hosting;

/// <summary>SIGTERM and SIGINT: the first asks the run to stop, the second ends the process at once.</summary>
/// <remarks>Fargate sends SIGTERM, and SIGKILL after <c>stopTimeout</c> (30 seconds unless told).</remarks>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    public StopSignal()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    /// <summary>Signalled when the platform, or a person, wants the run to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _stopping.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;   // not the runtime's way to end: ours
        if (_stopping.IsCancellationRequested)
        {
            Environment.Exit((int)ExitCode.Stopped);
        }

        // Not here: what waits for the token would run on the thread that handles signals, and hold up the second one.
        _ = _stopping.CancelAsync();
    }
}
