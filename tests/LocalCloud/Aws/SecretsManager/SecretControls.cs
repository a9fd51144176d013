namespace LocalCloud.Aws.SecretsManager;

/// <summary>How replication of secrets behaves, and rotation: what a test may set about the service.</summary>
public sealed class SecretControls
{
    private readonly Lock _gate = new();
    private readonly List<Failure> _failures = [];

    /// <summary>How long a new replica stays <c>InProgress</c>. Not at all unless told: the answer says InProgress, the next look shows the end.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How many DescribeSecret calls show a new replica <c>InProgress</c>, besides the delay.</summary>
    public int Describes { get; set; }

    /// <summary>
    /// What becomes of ReplicateSecretToRegions for a region that is there already, which no document tells: refused, or answered
    /// without any effect, which is so unless told. A <c>Failed</c> region is always tried again.
    /// </summary>
    public bool RefuseKnownRegions { get; set; }

    /// <summary>What a rotation function would do: the new value by the old one. A "password" in a JSON object, or the whole text, is made anew unless told.</summary>
    public Func<string, string>? NewValue { get; set; }

    /// <summary>Rotates a secret now, as its schedule would: a new current version, and the service's events.</summary>
    /// <returns>The new version's id.</returns>
    public Task<string> RotateAsync(string region, string name, CancellationToken cancellation = default) => RotateNow(region, name, cancellation);

    /// <summary>Makes a secret that another service owns, such as <c>rds</c>; nobody can do that by the API.</summary>
    public Task CreateOwnedAsync(string region, string name, string value, string service, CancellationToken cancellation = default) =>
        CreateOwned(region, name, value, service, cancellation);

    /// <summary>Replication of a secret to a region fails.</summary>
    /// <param name="name">The secret's.</param>
    /// <param name="region">Of the replica.</param>
    /// <param name="message">The <c>StatusMessage</c>.</param>
    /// <param name="times">How often; without a number until disposed.</param>
    /// <returns>Dispose it to let replication succeed.</returns>
    public IDisposable Fail(string name, string region, string message, int? times = null)
    {
        var failure = new Failure(this, name, region, message) { Left = times ?? int.MaxValue };
        lock (_gate)
        {
            _failures.Add(failure);
        }

        return failure;
    }

    /// <summary>Set by the service.</summary>
    internal Func<string, string, CancellationToken, Task<string>> RotateNow { get; set; } = (_, _, _) => throw new InvalidOperationException("no service");

    /// <summary>Set by the service.</summary>
    internal Func<string, string, string, string, CancellationToken, Task> CreateOwned { get; set; } = (_, _, _, _, _) => throw new InvalidOperationException("no service");

    internal string? NextFailure(string name, string region)
    {
        lock (_gate)
        {
            if (_failures.Find(failure => failure.Name == name && failure.Region == region && failure.Left > 0) is not { } found)
            {
                return null;
            }

            found.Left--;
            return found.Message;
        }
    }

    private sealed class Failure(SecretControls owner, string name, string region, string message) : IDisposable
    {
        public string Name => name;

        public string Region => region;

        public string Message => message;

        public int Left { get; set; }

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._failures.Remove(this);
            }
        }
    }
}
