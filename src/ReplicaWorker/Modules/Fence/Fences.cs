using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Microsoft.Extensions.Options;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Fence;

/// <summary>Which replica regions have been failed over to, and so must not be written until somebody clears the fence.</summary>
/// <remarks>
/// A fence is a parameter in the replica region itself: it holds for every worker that writes there, a returning old primary's
/// included, and can be set while the primary region is down. That it is there is all that counts; the text is for people.
/// </remarks>
internal sealed class Fences(Regional<AmazonSimpleSystemsManagementClient> clients, IOptions<ReplicaOptions> options, TimeProvider clock)
{
    /// <summary>Nothing under this path is ever replicated.</summary>
    public const string Root = "/replica-worker-fence/";

    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _read = new(StringComparer.Ordinal);

    /// <summary>The parameter's name, the same in every region.</summary>
    public string Name { get; } = $"{Root}{options.Value.Project}/{options.Value.Environment}";

    /// <summary>Read once a run. A fence that cannot be read is never an open gate: the failure is the caller's to report.</summary>
    public Task<bool> IsFencedAsync(string region, CancellationToken stopping) =>
        _read.GetOrAdd(region, name => new(() => ReadAsync(name, stopping))).Value;

    public async Task SetAsync(string region, CancellationToken stopping) => await clients.In(region).PutParameterAsync(
        new()
        {
            Name = Name,
            Type = ParameterType.String,
            Tier = ParameterTier.Standard,
            Value = string.Create(CultureInfo.InvariantCulture, $"set {clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}"),
            Description = "This region has been failed over to. replica-worker does not write here until the fence is cleared.",
            Overwrite = true,
        },
        stopping);

    /// <summary>Clearing what somebody else has cleared is no failure.</summary>
    public async Task ClearAsync(string region, CancellationToken stopping)
    {
        try
        {
            await clients.In(region).DeleteParameterAsync(new() { Name = Name }, stopping);
        }
        catch (ParameterNotFoundException)
        {
            // It is clear.
        }
    }

    private async Task<bool> ReadAsync(string region, CancellationToken stopping)
    {
        try
        {
            await clients.In(region).GetParameterAsync(new() { Name = Name }, stopping);
            return true;
        }
        catch (ParameterNotFoundException)
        {
            return false;
        }
    }
}
