using System.Collections.Concurrent;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>What a comparison could not read, or need not look at.</summary>
internal sealed class SecretFindings : ISecretWitness
{
    private readonly ConcurrentDictionary<(string Region, string Item), Exception> _failures = [];
    private readonly ConcurrentDictionary<string, string> _fenced = new(StringComparer.Ordinal);

    /// <summary>Name to why it is nobody's source.</summary>
    public ConcurrentDictionary<string, string> NoSources { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of sources that could not be described.</summary>
    public IEnumerable<string> Unread(string region) => _failures.Keys
        .Where(failed => failed.Region == region && failed.Item is not (ISecretWitness.AllSecrets or ISecretWitness.Fence))
        .Select(failed => failed.Item);

    /// <summary>Why the whole region is left out.</summary>
    public RegionState Region(string region) => new(
        _fenced.GetValueOrDefault(region),
        Item(region, ISecretWitness.Fence) ?? Item(region, ISecretWitness.AllSecrets));

    public Unreadable? Item(string region, string item) => Failure(region, item) is { } failure ? Unreadable.Of(region, failure) : null;

    public Exception? Failure(string region, string item) => _failures.GetValueOrDefault((region, item));

    public void Fail(string region, string item, Exception failure) => _failures[(region, item)] = failure;

    public void Unknown(string region, string item) => NoSources[item] = $"is not in {region} any more";

    public void NoSource(string secret, string reason, bool isNamed) => NoSources[secret] = reason;

    public void LeftOut(string secret, string reason, bool isNamed)
    {
        // Not of the scope.
    }

    public void HoldRegion(string region, string fence) =>
        _fenced[region] = $"{region} is fenced ({fence}): it has been failed over to; \"fence clear --region {region}\" opens it";
}
