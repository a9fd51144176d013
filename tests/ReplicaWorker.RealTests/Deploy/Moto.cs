using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>An empty AWS on this machine: <c>moto_server</c> on a free port, stopped when disposed.</summary>
internal sealed partial class Moto : IAsyncDisposable
{
    private readonly Process _server;

    private Moto(Process server, string endpoint)
    {
        _server = server;
        Endpoint = endpoint;
    }

    public string Endpoint { get; }

    /// <exception cref="InvalidOperationException">The server ended before it listened.</exception>
    /// <exception cref="TimeoutException">It did not listen within a minute.</exception>
    public static async Task<Moto> StartAsync()
    {
        var server = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        // Both streams are read to their end, the access log too: a server whose pipe is full stands still.
        var endpoint = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.OutputDataReceived += static (_, _) => { };
        server.ErrorDataReceived += (_, line) => Heard(line.Data, endpoint);
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();

        return new(server, await endpoint.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private static void Heard(string? line, TaskCompletionSource<string> endpoint)
    {
        if (line is null)
        {
            endpoint.TrySetException(new InvalidOperationException("moto_server ended before it listened"));
        }
        else if (Listening().Match(line) is { Success: true } found)
        {
            endpoint.TrySetResult(found.Value);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Listening();
}
