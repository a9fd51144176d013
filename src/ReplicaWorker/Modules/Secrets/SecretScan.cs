using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Compares the values of secrets that lists and plans show to be in step. What is not is handed on, to be looked at exactly.</summary>
internal sealed class SecretScan(SecretPlanRules rules, SecretValues values, PairTable pairs)
{
    /// <returns>Names that need an exact look, in order.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync(SecretSurvey survey, CancellationToken stopping)
    {
        var suspects = new SortedSet<string>(survey.Looked.Where(sighting => !IsQuiet(sighting)).Select(sighting => sighting.Source.Name), StringComparer.Ordinal);
        SecretState[] quiet = [.. survey.Equal, .. survey.Looked.Select(sighting => sighting.Source).Where(source => !suspects.Contains(source.Name))];

        var source = values.ReadAsync(rules.PrimaryRegion, quiet.Where(one => survey.There.Keys.Any(region => !Hold(one).Covers(region))).Select(one => one.Name), stopping);
        var replicas = survey.There.Keys.ToDictionary(
            region => region,
            region => values.ReadAsync(region, quiet.Where(one => !Hold(one).Covers(region)).Select(one => one.Name), stopping),
            StringComparer.Ordinal);
        await Task.WhenAll([source, .. replicas.Values]);

        foreach (var (region, reading) in replicas)
        {
            foreach (var one in quiet)
            {
                if (!IsSettled(one, survey.There[region].GetValueOrDefault(one.Name), region, (await source).GetValueOrDefault(one.Name), (await reading).GetValueOrDefault(one.Name)))
                {
                    suspects.Add(one.Name);
                }
            }
        }

        return suspects;
    }

    private bool IsSettled(SecretState source, SecretState? there, string region, ValueReading sourceValue, ValueReading replicaValue)
    {
        var pair = new PairComparison(ItemKind.Secret, source.Name, region);
        if (Hold(source).Covers(region))
        {
            pairs.Set(pair with { Skipped = SecretLook.WhyHeld(rules, source) });
        }
        else if ((sourceValue.Failure ?? replicaValue.Failure) is { } failure)
        {
            pairs.Set(pair with { Unreadable = Unreadable.Of(sourceValue.Failure is null ? region : rules.PrimaryRegion, failure) });
        }
        else if (sourceValue.Value != replicaValue.Value || source.Description != there?.Description)
        {
            return false;
        }
        else
        {
            pairs.Set(pair with { AwsManagedKeys = KmsKeyName.AwsManaged(source, rules.PrimaryRegion, there, region) });
        }

        return true;
    }

    /// <summary>Every region that was read has its replica, or is held; and none has a replica that is not configured.</summary>
    private bool IsQuiet(SecretSighting sighting) =>
        sighting.There.Keys.All(region => Hold(sighting.Source).Covers(region) || sighting.Plan.InStep.Contains(region, StringComparer.Ordinal))
        && sighting.Plan.Notes.All(note => Hold(sighting.Source).Covers(note.Region))
        && sighting.Plan.Steps.IsEmpty;

    private ReplicationHold Hold(SecretState source) => ReplicationHold.Parse(source.Tags.GetValueOrDefault(rules.HoldTag));
}
