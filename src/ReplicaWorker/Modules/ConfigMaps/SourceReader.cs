using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.ConfigMaps.Credentials;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Reads what entries are made from, in the primary region. Values stay in what it returns.</summary>
/// <remarks>Only "there is none", said by the service itself, is an absence.</remarks>
internal sealed class SourceReader(
    Regional<AmazonSimpleSystemsManagementClient> parameters,
    Clusters clusters,
    AWSCredentials credentials,
    IOptions<ReplicaOptions> replica,
    IOptions<ConfigMapsOptions> options) : IDisposable
{
    /// <summary>The most that the service gives.</summary>
    private const int PageSize = 10;

    private readonly string _region = replica.Value.PrimaryRegion;
    private readonly CredentialGuard _guard = new(options.Value.ExcludeSensitiveKeys);

    private readonly Regional<AmazonSecretsManagerClient> _secrets = new(region => new(
        credentials, new AmazonSecretsManagerConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), Timeout = TimeSpan.FromSeconds(15) }));

    public Task<SourceReading> ReadAsync(ConfigMapEntry entry, CancellationToken stopping) => entry.Source switch
    {
        EntrySource.OfConfigMap map => ReadAsync(entry, map, stopping),
        EntrySource.OfSecret secret => ReadAsync(entry, secret, stopping),
        EntrySource.OfParameters path => ReadAsync(entry, path, stopping),
        _ => throw new InvalidOperationException(entry.Source.GetType().Name),   // the set is closed
    };

    public void Dispose() => _secrets.Dispose();

    private async Task<SourceReading> ReadAsync(ConfigMapEntry entry, EntrySource.OfConfigMap source, CancellationToken stopping)
    {
        var cluster = await clusters.InAsync(_region, stopping)
            ?? throw new ItemFailedException($"{source} cannot be read: {_region} has no cluster");
        if (await cluster.FindAsync(source.Name.Namespace, source.Name.Name, stopping) is not { } found)
        {
            return SourceReading.Gone(entry);
        }

        var live = LiveConfigMap.Of(found);
        return ConfigMapMark.IsCopy(live)
            ? throw new ItemFailedException($"{source} bears a replication mark ({live.Annotations.GetValueOrDefault(ConfigMapMark.OriginKey, "unnamed")}): a copy is never a source")
            : new(entry, EntryContent.Of(entry, found), $"{live.Uid} {live.ResourceVersion}") { Changed = live.Changed };
    }

    private async Task<SourceReading> ReadAsync(ConfigMapEntry entry, EntrySource.OfSecret source, CancellationToken stopping)
    {
        try
        {
            var answer = await _secrets.In(_region).GetSecretValueAsync(new() { SecretId = source.Id }, stopping);
            var text = answer.SecretString ?? throw new ItemFailedException($"{source} is binary, not a JSON object");
            var (content, withheld) = EntryContent.OfSecret(entry, text, _guard);
            return new(entry, content, $"{answer.ARN} {answer.VersionId}") { Withheld = withheld, Changed = Utc(answer.CreatedDate) };
        }
        catch (Amazon.SecretsManager.Model.ResourceNotFoundException)
        {
            return SourceReading.Gone(entry);
        }
    }

    /// <summary>A path without any parameter is taken for one that does not exist: Parameter Store knows no difference.</summary>
    private async Task<SourceReading> ReadAsync(ConfigMapEntry entry, EntrySource.OfParameters source, CancellationToken stopping)
    {
        var found = new List<Parameter>();
        string? next = null;
        do
        {
            var page = await parameters.In(_region).GetParametersByPathAsync(
                new() { Path = source.Path, Recursive = true, WithDecryption = true, MaxResults = PageSize, NextToken = next }, stopping);
            found.AddRange(page.Parameters ?? []);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        if (found.Count == 0)
        {
            return SourceReading.Gone(entry);
        }

        var (content, withheld) = EntryContent.OfParameters(
            entry, found.Select(one => (one.Name ?? "", one.Value ?? "", one.Type == ParameterType.SecureString)), _guard);
        var version = string.Join(' ', found.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one =>
            string.Create(CultureInfo.InvariantCulture, $"{one.Name}:{one.Version}:{one.LastModifiedDate?.Ticks}")));
        return new(entry, content, version) { Withheld = withheld, Changed = found.Max(one => Utc(one.LastModifiedDate)) };
    }

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;
}
