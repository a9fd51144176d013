using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>The current values of many secrets of one region, twenty a call, each forgotten as soon as it is digested.</summary>
internal sealed class SecretValues(SecretStore store, ContentKey key)
{
    /// <summary>Calls at a time: the service allows 100 a second of this kind.</summary>
    private const int Parallelism = 4;

    private const string Missing = "ResourceNotFoundException";

    /// <param name="region">Where.</param>
    /// <param name="names">Any number.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    /// <returns>A reading for each name. A failure of one is its own; it never reads as "has no value".</returns>
    public async Task<IReadOnlyDictionary<string, ValueReading>> ReadAsync(string region, IEnumerable<string> names, CancellationToken stopping)
    {
        var readings = new ConcurrentDictionary<string, ValueReading>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            names.Chunk(SecretStore.BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (batch, token) =>
            {
                foreach (var (name, reading) in await BatchAsync(region, batch, token))
                {
                    readings[name] = reading;
                }
            });
        return readings;
    }

    private async Task<Dictionary<string, ValueReading>> BatchAsync(string region, string[] names, CancellationToken stopping)
    {
        try
        {
            return Read(names, await store.ValuesAsync(region, names, stopping));
        }
        catch (Exception refused) when (IsItems(refused))
        {
            // Refused together, by a server that does not know the call or because of one of them: each by itself. Not where all are likely to fail again.
            if (Meaning.Of(refused) == ExitCode.TryLater)
            {
                return names.ToDictionary(name => name, _ => new ValueReading(null, refused), StringComparer.Ordinal);
            }
        }

        var alone = await Task.WhenAll(names.Select(async name => (name, Reading: await OneAsync(region, name, stopping))));
        return alone.ToDictionary(one => one.name, one => one.Reading, StringComparer.Ordinal);
    }

    private Dictionary<string, ValueReading> Read(string[] names, BatchGetSecretValueResponse answer)
    {
        var read = names.ToDictionary(
            name => name, name => new ValueReading(null, new ItemFailedException($"BatchGetSecretValue answered nothing for {name}")), StringComparer.Ordinal);
        foreach (var entry in answer.SecretValues ?? [])
        {
            read[entry.Name ?? ""] = new(Digest(entry.VersionId, entry.SecretString, entry.SecretBinary));
        }

        foreach (var error in answer.Errors ?? [])
        {
            read[error.SecretId ?? ""] = error.ErrorCode == Missing
                ? default
                : new(null, new AmazonSecretsManagerException(error.Message ?? "", null, ErrorType.Unknown, error.ErrorCode, null, HttpStatusCode.BadRequest));
        }

        return read;
    }

    private async Task<ValueReading> OneAsync(string region, string name, CancellationToken stopping)
    {
        try
        {
            var answer = await store.ValueAsync(region, name, stopping);
            return new(Digest(answer.VersionId, answer.SecretString, answer.SecretBinary));
        }
        catch (ResourceNotFoundException)
        {
            return default;
        }
        catch (Exception refused) when (IsItems(refused))
        {
            return new(null, refused);
        }
    }

    /// <summary>A text and the same bytes are two values: an application reads them by different members.</summary>
    private SecretValue Digest(string? version, string? text, MemoryStream? bytes)
    {
        if (text is not null)
        {
            return new(version ?? "", ContentKey.Shown(key.Digest(text).Digest));
        }

        var content = bytes?.ToArray() ?? [];
        try
        {
            return new(version ?? "", "b" + ContentKey.Shown(key.Digest(content)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static bool IsItems(Exception failure) => failure is not OperationCanceledException && Meaning.Of(failure) != ExitCode.Bug;
}
