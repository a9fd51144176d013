using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Looks at named secrets exactly: both sides described, both values read, and again while they move under us.</summary>
/// <param name="rules">What the plans may do.</param>
/// <param name="snapshots">Reads both sides and tells what it could not read.</param>
/// <param name="values">Reads values.</param>
/// <param name="time">For pauses.</param>
/// <param name="regions">Replica regions.</param>
/// <param name="pairs">Takes what comes of it.</param>
internal sealed class SecretLook(
    SecretPlanRules rules, Func<SecretFindings, SecretSnapshots> snapshots, SecretValues values, TimeProvider time, ImmutableArray<string> regions, PairTable pairs)
{
    private const int MaxAttempts = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly SecretDifferences _differences = new(rules);

    public async Task RunAsync(IReadOnlyCollection<string> names, CancellationToken stopping)
    {
        for (var attempt = 1; names.Count > 0; attempt++)
        {
            names = await TryAsync(names, isLast: attempt == MaxAttempts, stopping);
            if (names.Count > 0)
            {
                await Task.Delay(Pause * attempt, time, stopping);
            }
        }
    }

    public static string WhyHeld(SecretPlanRules rules, SecretState source) =>
        $"the tag {rules.HoldTag} is on the primary; \"secrets resume {source.Name}\" takes it off";

    /// <returns>Those that moved while they were read.</returns>
    private async Task<IReadOnlyCollection<string>> TryAsync(IReadOnlyCollection<string> names, bool isLast, CancellationToken stopping)
    {
        var findings = new SecretFindings();
        var sightings = await snapshots(findings).NamedAsync(names, byPerson: false, regions, stopping);
        var sources = values.ReadAsync(rules.PrimaryRegion, sightings.Select(one => one.Source.Name), stopping);
        var replicas = regions.ToDictionary(
            region => region,
            region => values.ReadAsync(region, sightings.Where(one => HasReplica(one, region)).Select(one => one.Source.Name), stopping),
            StringComparer.Ordinal);
        await Task.WhenAll([sources, .. replicas.Values]);

        Unseen(names.Except(sightings.Select(one => one.Source.Name), StringComparer.Ordinal), findings);
        var moved = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var sighting in sightings)
        {
            foreach (var region in regions)
            {
                var (source, replica) = ((await sources)[sighting.Source.Name], (await replicas[region]).GetValueOrDefault(sighting.Source.Name));
                if (HasMoved(sighting, region, source, replica) && !isLast)
                {
                    moved.Add(sighting.Source.Name);
                }
                else
                {
                    pairs.Set(Pair(sighting, region, source, replica, findings));
                }
            }

            Unlisted(sighting.Source);
        }

        return moved;
    }

    private PairComparison Pair(SecretSighting sighting, string region, ValueReading source, ValueReading replica, SecretFindings findings)
    {
        var pair = new PairComparison(ItemKind.Secret, sighting.Source.Name, region);
        if (findings.Region(region).Of(ItemKind.Secret, pair.Item, region) is { } whole)
        {
            return whole;
        }

        if (findings.Item(region, pair.Item) is { } unread)
        {
            return pair with { Unreadable = unread };
        }

        if (ReplicationHold.Parse(sighting.Source.Tags.GetValueOrDefault(rules.HoldTag)).Covers(region))
        {
            return pair with { Skipped = WhyHeld(rules, sighting.Source) };
        }

        // A secret without replica needs no value to be missing.
        if (HasReplica(sighting, region) && (source.Failure ?? replica.Failure) is { } failure)
        {
            return pair with { Unreadable = Unreadable.Of(source.Failure is null ? region : rules.PrimaryRegion, failure) };
        }

        return HasMoved(sighting, region, source, replica)
            ? pair with { Unreadable = new(rules.PrimaryRegion, "kept changing while it was read", ExitCode.TryLater) }
            : pair with
            {
                Differences = _differences.Of(sighting, region, source.Value, replica.Value),
                AwsManagedKeys = KmsKeyName.AwsManaged(sighting.Source, rules.PrimaryRegion, sighting.There[region], region),
            };
    }

    private void Unseen(IEnumerable<string> names, SecretFindings findings)
    {
        foreach (var name in names)
        {
            if (findings.Item(rules.PrimaryRegion, name) is { } unread)
            {
                pairs.Unread(name, unread);
            }
            else if (findings.NoSources.TryGetValue(name, out var reason))
            {
                pairs.Skip(name, reason);
            }
        }
    }

    private void Unlisted(SecretState source)
    {
        foreach (var (region, difference) in rules.IgnoreUnlisted ? [] : _differences.Unlisted(source))
        {
            pairs.Set(new(ItemKind.Secret, source.Name, region) { Differences = [difference] });
        }
    }

    private bool HasReplica(SecretSighting sighting, string region) =>
        sighting.There.TryGetValue(region, out var there) && there.In(region, rules.PrimaryRegion) == Standing.OurReplica;

    /// <summary>A value of another version than was described a moment before.</summary>
    private bool HasMoved(SecretSighting sighting, string region, ValueReading source, ValueReading replica) =>
        HasReplica(sighting, region)
        && ((source.Value is { } value && value.Version != sighting.Source.CurrentVersion)
            || (replica.Value is { } copied && copied.Version != sighting.There[region]!.CurrentVersion));
}
