using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>From the plan for one secret, and both values, to the differences in one region. Pure. A replica in step has none.</summary>
internal sealed class SecretDifferences(SecretPlanRules rules)
{
    /// <param name="sighting">Both sides and the plan; the region has been read, and is not held.</param>
    /// <param name="region">A replica region.</param>
    /// <param name="sourceValue">Null: it has none.</param>
    /// <param name="replicaValue">Null: there is none.</param>
    public ImmutableArray<Difference> Of(SecretSighting sighting, string region, SecretValue? sourceValue, SecretValue? replicaValue)
    {
        var (source, there) = (sighting.Source, sighting.There[region]);
        var entry = source.ReplicaIn(region);
        if (sighting.Plan.Conflicts.FirstOrDefault(note => note.Region == region) is { } conflict)
        {
            return [Of(DifferenceKind.Conflict, "", conflict.Text, source, there) with { IsRepairable = false }];
        }

        if (sighting.Plan.Steps.OfType<SecretStep.Replicate>().FirstOrDefault(step => step.Region == region) is { Overwrite: true } overwrite)
        {
            return [Of(DifferenceKind.Conflict, "", overwrite.Reason, source, there, Ours(source, region))];
        }

        var state = Status(source, there, entry, region);
        return there.In(region, rules.PrimaryRegion) switch
        {
            Standing.Nothing => [Missing(source, region, sourceValue), .. state],
            Standing.OurReplica => [.. state, .. Content(source, there!, region, sourceValue, replicaValue), .. Key(source, there!, entry, region)],
            _ => [.. state],    // AWS is at work on it, and will say Failed
        };
    }

    /// <summary>Replicas where none is configured; by region.</summary>
    public IEnumerable<(string Region, Difference Difference)> Unlisted(SecretState source) => source.Replicas
        .Select(entry => entry.Region)
        .Where(region => !rules.Regions.Contains(region, StringComparer.Ordinal))
        .Distinct(StringComparer.Ordinal)
        .Select(region => (region, Of(
            DifferenceKind.Extra,
            "",
            $"a replica stands in {region}, which is not a replication region (Secrets__RemoveUnlisted)",
            source,
            null,
            [
                .. rules.RemoveUnlisted ? [CommandText.Of("replica-worker", "secrets", "--", source.Name)] : ImmutableArray<string>.Empty,
                CommandText.Of(
                    "aws", "secretsmanager", "remove-regions-from-replication", "--region", rules.PrimaryRegion, "--secret-id", source.Name, "--remove-replica-regions", region),
            ]) with { IsRepairable = false }));

    /// <summary>A replica of ours whose primary is gone: AWS makes none, a person must look.</summary>
    public static Difference Orphan(SecretState replica, string primaryRegion) =>
        new(DifferenceKind.Extra, "", $"a replica of {primaryRegion}, which has no such secret ({replica.Arn})", []) { IsRepairable = false };

    private static ImmutableArray<string> Ours(SecretState source, string region) => [CommandText.Ours("secrets", source.Name, region)];

    private Difference Missing(SecretState source, string region, SecretValue? value)
    {
        var key = rules.KmsKeys.GetValueOrDefault(region) is { } wanted ? $",KmsKeyId={wanted}" : "";
        return Of(DifferenceKind.Missing, "", $"{region} has no replica", source, null, [
            .. Ours(source, region),
            CommandText.Of(
                "aws", "secretsmanager", "replicate-secret-to-regions", "--region", rules.PrimaryRegion, "--secret-id", source.Name, "--add-replica-regions", $"Region={region}{key}"),
        ]) with
        { SourceDigest = value?.Digest };
    }

    private static IEnumerable<Difference> Status(SecretState source, SecretState? there, ReplicaEntry? entry, string region)
    {
        var said = entry?.Message is { } message ? $" (AWS: {message})" : "";
        string? detail = entry?.Status switch
        {
            null => there is null ? null : "the primary does not list its replica",
            ReplicaStatus.Failed => "replication has failed" + said,
            ReplicaStatus.InProgress => "AWS is still replicating" + said,
            _ => there is null ? "InSync by AWS's word, and there is nothing to be seen" : null,
        };
        return detail is null ? [] : [Of(DifferenceKind.ReplicaState, "Status", detail, source, there, Ours(source, region))];
    }

    private static IEnumerable<Difference> Content(SecretState source, SecretState there, string region, SecretValue? sourceValue, SecretValue? replicaValue)
    {
        var isBehind = source.CurrentVersion != there.CurrentVersion;
        if (sourceValue?.Digest != replicaValue?.Digest)
        {
            // AWS alone copies values: of the same version it has no second try, so that a person must take the replica away and replicate again.
            yield return Of(
                DifferenceKind.Value,
                SecretComparison.Current,
                isBehind ? "another value, of another version" : "another value under the same version's id",
                source,
                there,
                isBehind ? Ours(source, region) : []) with
            { SourceDigest = sourceValue?.Digest, ReplicaDigest = replicaValue?.Digest, IsRepairable = isBehind };
        }
        else if (isBehind)
        {
            yield return Of(DifferenceKind.ReplicaState, SecretComparison.Current, "the same value, of another version", source, there, Ours(source, region));
        }

        foreach (var key in SecretComparison.OtherTags(source, there))
        {
            yield return Of(DifferenceKind.Tags, key, $"the tag {key} is not the primary's", source, there, Ours(source, region));
        }

        foreach (var label in SecretComparison.OtherLabels(source, there))
        {
            yield return Of(DifferenceKind.Labels, label, $"{label} stands on another version than at the primary", source, there) with { IsRepairable = false };
        }

        if (source.Description != there.Description)
        {
            yield return Of(DifferenceKind.Metadata, "Description", "another description than the primary's", source, there) with { IsRepairable = false };
        }
    }

    private IEnumerable<Difference> Key(SecretState source, SecretState there, ReplicaEntry? entry, string region)
    {
        var actual = entry?.KmsKeyId ?? there.KmsKeyId;
        if (rules.KmsKeys.GetValueOrDefault(region) is { } wanted && KmsKeyName.Differ(wanted, actual))
        {
            yield return Of(
                DifferenceKind.KmsKey,
                "KmsKeyId",
                $"encrypted with {actual ?? "aws/secretsmanager"}, and {wanted} is configured",
                source,
                there,
                CommandText.Of("aws", "secretsmanager", "update-secret", "--region", region, "--secret-id", source.Name, "--kms-key-id", wanted)) with
            { IsRepairable = false };
        }
    }

    private static Difference Of(
        DifferenceKind kind, string field, string detail, SecretState source, SecretState? there, params ImmutableArray<string> repairs) =>
        new(kind, field, detail, repairs) { SourceChanged = Changed(source), ReplicaChanged = Changed(there) };

    private static DateTimeOffset? Changed(SecretState? secret) => secret?.Changed is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null;
}
