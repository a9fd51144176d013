namespace LocalCloud.Processes;

/// <summary>A running moto server: the AWS APIs by an implementation that is not ours.</summary>
/// <remarks>
/// Found in this order: <c>MOTO_ENDPOINT</c> (a server that runs already), <c>moto_server</c> on the PATH, a private virtual
/// environment in the user's cache folder (made the first time), Docker.
/// </remarks>
public sealed class Moto : IAsyncDisposable
{
    private const string ReadyMark = "Running on http://";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly ChildProcess? _server;

    private Moto(Uri endpoint, string origin, ChildProcess? server) => (Endpoint, Origin, _server) = (endpoint, origin, server);

    public Uri Endpoint { get; }

    /// <summary>Which of the four ways it came by.</summary>
    public string Origin { get; }

    /// <exception cref="InvalidOperationException">None of the four ways works; the message says why, way by way.</exception>
    public static async Task<Moto> StartAsync(CancellationToken cancellation = default)
    {
        if (Environment.GetEnvironmentVariable("MOTO_ENDPOINT") is { Length: > 0 } given)
        {
            return new(new Uri(given), "MOTO_ENDPOINT", server: null);
        }

        var failures = new List<string>();
        foreach (var (name, prepare) in MotoInstallation.Ways)
        {
            try
            {
                return await StartAsync(name, await prepare(cancellation), cancellation);
            }
            catch (Exception failure) when (failure is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
            {
                failures.Add($"  {name}: {failure.Message}");
            }
        }

        throw new InvalidOperationException(
            $"moto {MotoInstallation.Version} is needed to stand in for AWS and cannot be started. Install it with "
            + $"pip install 'moto[server]=={MotoInstallation.Version}', or name a running one in MOTO_ENDPOINT. Tried:\n"
            + string.Join('\n', failures));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    // Port 0: the server takes a free port itself and says which, so nobody can take it in between.
    private static async Task<Moto> StartAsync(string origin, MotoCommand command, CancellationToken cancellation)
    {
        var server = ChildProcess.Start(command.Start, keepInputOpen: true);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StartLimit);
            var line = await server.WaitForLineAsync(line => line.Contains(ReadyMark, StringComparison.Ordinal), limit.Token);
            var port = command.PublishedPort ?? new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()).Port;
            return new(new Uri($"http://127.0.0.1:{port}"), origin, server);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"did not say \"{ReadyMark}\" within {StartLimit.TotalSeconds:F0} s", late);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
