using System.Collections.Immutable;
using Amazon.SecretsManager.Model;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>From the service's answers to what a plan is made of.</summary>
internal static class SecretReading
{
    /// <exception cref="ItemFailedException">The answer has no name or ARN.</exception>
    public static SecretState Read(SecretListEntry entry, string region) => Named("ListSecrets", region, entry.Name, entry.ARN) with
    {
        PrimaryRegion = Filled(entry.PrimaryRegion),
        OwningService = Filled(entry.OwningService),
        DeletedDate = entry.DeletedDate,
        Description = entry.Description ?? "",
        Changed = entry.LastChangedDate,
        KmsKeyId = Filled(entry.KmsKeyId),
        Tags = Tags(entry.Tags),
        Labels = Labels(entry.SecretVersionsToStages),
    };

    /// <exception cref="ItemFailedException">The answer has no name or ARN.</exception>
    public static SecretState Read(DescribeSecretResponse secret, string region) => Named("DescribeSecret", region, secret.Name, secret.ARN) with
    {
        PrimaryRegion = Filled(secret.PrimaryRegion),
        OwningService = Filled(secret.OwningService),
        DeletedDate = secret.DeletedDate,
        Description = secret.Description ?? "",
        Changed = secret.LastChangedDate,
        KmsKeyId = Filled(secret.KmsKeyId),
        Tags = Tags(secret.Tags),
        Labels = Labels(secret.VersionIdsToStages),
        Replicas = [.. (secret.ReplicationStatus ?? []).Where(entry => entry.Region is not null).Select(Entry)],
    };

    private static SecretState Named(string call, string region, string? name, string? arn) =>
        string.IsNullOrEmpty(name) || string.IsNullOrEmpty(arn)
            ? throw new ItemFailedException($"{call} in {region} answered a secret without a name or ARN")
            : new(name, arn);

    private static ReplicaEntry Entry(ReplicationStatusType entry) => new(
        entry.Region!,
        entry.Status?.Value switch
        {
            "InSync" => ReplicaStatus.InSync,
            "Failed" => ReplicaStatus.Failed,
            _ => ReplicaStatus.InProgress,    // a word that AWS adds later is not an end of the matter
        },
        Filled(entry.StatusMessage),
        Filled(entry.KmsKeyId));

    private static ImmutableSortedDictionary<string, string> Tags(List<Tag>? tags)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags ?? [])
        {
            read[tag.Key ?? ""] = tag.Value ?? "";
        }

        return read.ToImmutable();
    }

    /// <summary>A label stands on one version, so versions by label say the same as labels by version.</summary>
    private static ImmutableSortedDictionary<string, string> Labels(Dictionary<string, List<string>>? versions)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (version, stages) in versions ?? [])
        {
            foreach (var stage in stages)
            {
                labels[stage] = version;
            }
        }

        return labels.ToImmutable();
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
