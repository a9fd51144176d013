namespace ReplicaWorker.Kubernetes;

/// <summary>Where a cluster's bearer token comes from. Thread-safe.</summary>
internal interface ITokenSource
{
    /// <param name="refused">A token that the cluster has refused: another one is wanted, if there can be one.</param>
    /// <param name="stopping">Ends waiting.</param>
    ValueTask<string> GetAsync(string? refused, CancellationToken stopping);
}

/// <summary>The one there is.</summary>
internal sealed class FixedToken(string token) : ITokenSource
{
    public ValueTask<string> GetAsync(string? refused, CancellationToken stopping) => ValueTask.FromResult(token);
}

/// <summary>A file that somebody renews, as a projected service account token: read again once it is refused.</summary>
internal sealed class TokenFile(string path) : ITokenSource
{
    private volatile string? _token;

    public async ValueTask<string> GetAsync(string? refused, CancellationToken stopping)
    {
        if (_token is { } known && known != refused)
        {
            return known;
        }

        return _token = (await File.ReadAllTextAsync(path, stopping)).Trim();
    }
}
