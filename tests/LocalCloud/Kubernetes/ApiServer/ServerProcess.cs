using LocalCloud.Processes;

namespace LocalCloud.Kubernetes.ApiServer;

/// <summary>A server on a port of our choice, up when its health page says so.</summary>
internal static class ServerProcess
{
    private const int Attempts = 3;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="program">Full path.</param>
    /// <param name="arguments">For the port tried.</param>
    /// <param name="health">For the port tried.</param>
    /// <param name="http">What trusts it.</param>
    /// <param name="cancellation">The cloud ends.</param>
    /// <exception cref="InvalidOperationException">It ended or did not come up; the message carries the end of what it wrote.</exception>
    public static async Task<(ChildProcess Process, int Port)> StartAsync(
        string program, Func<int, IEnumerable<string>> arguments, Func<int, Uri> health, HttpClient http, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var process = ChildProcess.Start(new(program, arguments(port)));
            if (await ComesUpAsync(process, health(port), http, cancellation))
            {
                return (process, port);
            }

            var wrote = string.Join('\n', process.StandardError.TakeLast(5));
            await process.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{program} did not come up: {wrote}");
            }
        }
    }

    private static async Task<bool> ComesUpAsync(ChildProcess process, Uri health, HttpClient http, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        while (!process.Completion.IsCompleted && !limit.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(health, limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
            {
                // Asked again, until it is up, has ended or the time is over.
            }

            await Task.WhenAny(process.Completion, Task.Delay(Pause, CancellationToken.None));
        }

        return false;
    }
}
