using System.Collections.Immutable;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Reads both sides. What cannot be read is a failure and has no plan: it is never taken for absent.</summary>
internal sealed class SecretSnapshots(
    SecretStore store, SecretSelection selection, SecretPlanRules rules, RegionGates gates, TimeProvider time, ISecretWitness witness)
{
    /// <summary>Secrets read at a time.</summary>
    private const int Parallelism = 8;

    /// <summary>Secrets that somebody or an event has named, each described on both sides.</summary>
    /// <param name="ids">Names or ARNs.</param>
    /// <param name="byPerson">The filters do not apply, and what does not exist is a failure.</param>
    /// <param name="regions">Those to look at.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<ImmutableArray<SecretSighting>> NamedAsync(
        IEnumerable<string> ids, bool byPerson, ImmutableArray<string> regions, CancellationToken stopping)
    {
        var opening = gates.OpenAsync(regions, witness, stopping);
        var sources = await EachAsync(ids, (id, token) => SourceAsync(id, byPerson, token), stopping);
        var open = await opening;
        var sightings = await EachAsync(
            sources.OfType<SecretState>().DistinctBy(source => source.Arn, StringComparer.Ordinal),
            async (source, token) => Sighting(source, await ThereAsync(source.Name, open, token)),
            stopping);
        return [.. sightings];
    }

    /// <summary>Every secret, by the lists of both sides; described where they are not enough.</summary>
    /// <remarks>Lists do not show the state of replicas, nor in which other regions there are any; so a few that look equal are described too.</remarks>
    /// <returns>Null when the sources could not be listed.</returns>
    public async Task<SecretSurvey?> AllAsync(ImmutableArray<string> regions, CancellationToken stopping)
    {
        var opening = gates.OpenAsync(regions, witness, stopping);
        var listing = regions.ToDictionary(region => region, region => ListedAsync(region, isPrimary: false, stopping), StringComparer.Ordinal);
        var sources = await ListedAsync(rules.PrimaryRegion, isPrimary: true, stopping);

        var there = new Dictionary<string, IReadOnlyDictionary<string, SecretState>>(StringComparer.Ordinal);
        foreach (var region in await opening)
        {
            if (await listing[region] is { } listed)
            {
                there[region] = listed;
            }
        }

        await Task.WhenAll(listing.Values);    // of a fenced region nothing is needed, but nothing is left running either
        return sources is null ? null : await SurveyAsync(sources, there, stopping);
    }

    private async Task<SecretSurvey> SurveyAsync(
        IReadOnlyDictionary<string, SecretState> sources, Dictionary<string, IReadOnlyDictionary<string, SecretState>> there, CancellationToken stopping)
    {
        var (wanted, leftAlone) = Select(sources.Values);
        var looks = wanted.Where(source => NeedsALook(source, there)).ToHashSet();
        ImmutableArray<SecretState> equal = [.. wanted.Where(source => !looks.Contains(source))];
        looks.UnionWith(rules is { RemoveUnlisted: true, IgnoreUnlisted: false }
            ? equal
            : RollingShare.Of(equal, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));

        var sightings = await EachAsync(
            wanted.Where(looks.Contains),
            async (source, token) =>
                await TryAsync(rules.PrimaryRegion, source.Name, () => store.FindAsync(rules.PrimaryRegion, source.Arn, token)) is { } described
                && !IsNoSource(described, isNamed: false)
                    ? Sighting(described, await ThereAsync(source.Name, there, token))
                    : null,
            stopping);
        return new(there, [.. equal.Where(source => !looks.Contains(source))], [.. sightings.OfType<SecretSighting>()], wanted.Count, [.. sources.Keys], leftAlone);
    }

    private (List<SecretState> Wanted, int LeftAlone) Select(IEnumerable<SecretState> sources)
    {
        var (wanted, leftAlone) = (new List<SecretState>(), 0);
        foreach (var source in sources)
        {
            if (!IsNoSource(source, isNamed: false) && !IsLeftOut(source, isNamed: false))
            {
                wanted.Add(source);
            }
            else
            {
                leftAlone++;
            }
        }

        return (wanted, leftAlone);
    }

    private bool NeedsALook(SecretState source, Dictionary<string, IReadOnlyDictionary<string, SecretState>> there)
    {
        var hold = ReplicationHold.Parse(source.Tags.GetValueOrDefault(rules.HoldTag));
        return there.Any(region =>
            !hold.Covers(region.Key)
            && !SecretComparison.IsEqual(
                source, region.Value.GetValueOrDefault(source.Name), region.Key, rules.PrimaryRegion, rules.KmsKeys.GetValueOrDefault(region.Key)));
    }

    private async Task<SecretState?> SourceAsync(string id, bool byPerson, CancellationToken stopping)
    {
        var (isRead, source) = await ReadAsync(rules.PrimaryRegion, id, () => store.FindAsync(rules.PrimaryRegion, id, stopping));
        switch (source)
        {
            case null when isRead && byPerson:
                witness.Unknown(rules.PrimaryRegion, id);
                return null;
            case null when isRead:
                witness.NoSource(id, $"is not in {rules.PrimaryRegion} any more: nothing to do, its replicas went with it or stand untouched", isNamed: true);
                return null;
            case null:
                return null;
            default:
                return IsNoSource(source, isNamed: true) || (!byPerson && IsLeftOut(source, isNamed: true)) ? null : source;
        }
    }

    /// <summary>What each region has of that name. A region that cannot be read is left out.</summary>
    private async Task<IReadOnlyDictionary<string, SecretState?>> ThereAsync(string name, IEnumerable<string> regions, CancellationToken stopping)
    {
        var read = await Task.WhenAll(regions.Select(async region => (Region: region, Answer: await DescribedAsync(region, name, stopping))));
        return read.Where(r => r.Answer.IsRead).ToDictionary(r => r.Region, r => r.Answer.Secret, StringComparer.Ordinal);
    }

    /// <summary>The same from lists that were read before. What is in the way there is described, since a list does not say all of it.</summary>
    private async Task<IReadOnlyDictionary<string, SecretState?>> ThereAsync(
        string name, Dictionary<string, IReadOnlyDictionary<string, SecretState>> lists, CancellationToken stopping)
    {
        var there = new Dictionary<string, SecretState?>(StringComparer.Ordinal);
        foreach (var (region, list) in lists)
        {
            var listed = list.GetValueOrDefault(name);
            var (isRead, secret) = listed.In(region, rules.PrimaryRegion) is Standing.Nothing or Standing.OurReplica
                ? (true, listed)
                : await DescribedAsync(region, name, stopping);
            if (isRead)
            {
                there[region] = secret;
            }
        }

        return there;
    }

    private Task<(bool IsRead, SecretState? Secret)> DescribedAsync(string region, string name, CancellationToken stopping) =>
        ReadAsync(region, name, () => store.FindAsync(region, name, stopping));

    private Task<IReadOnlyDictionary<string, SecretState>?> ListedAsync(string region, bool isPrimary, CancellationToken stopping) =>
        TryAsync(region, ISecretWitness.AllSecrets, async () =>
        {
            var byName = new SortedDictionary<string, SecretState>(StringComparer.Ordinal);
            foreach (var secret in await store.ListAsync(region, withPlannedDeletion: !isPrimary, stopping))
            {
                byName[secret.Name] = secret;    // a page may repeat what moved while the pages were read
            }

            return (IReadOnlyDictionary<string, SecretState>?)byName;
        });

    private SecretSighting Sighting(SecretState source, IReadOnlyDictionary<string, SecretState?> there) =>
        new(source, there, SecretPlanner.Plan(source, there, rules));

    private bool IsNoSource(SecretState secret, bool isNamed) => Says(secret, selection.WhyNoSource(secret), witness.NoSource, isNamed);

    private bool IsLeftOut(SecretState secret, bool isNamed) => Says(secret, selection.WhyLeftOut(secret), witness.LeftOut, isNamed);

    private static bool Says(SecretState secret, string? reason, Action<string, string, bool> say, bool isNamed)
    {
        if (reason is not null)
        {
            say(secret.Name, reason, isNamed);
        }

        return reason is not null;
    }

    /// <returns>Null when it failed, which has been noted then.</returns>
    private async Task<T?> TryAsync<T>(string region, string item, Func<Task<T?>> read)
        where T : class => (await ReadAsync(region, item, read)).Answer;

    private async Task<(bool IsRead, T? Answer)> ReadAsync<T>(string region, string item, Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return (true, await read());
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            witness.Fail(region, item, unable);
            return (false, null);
        }
    }

    /// <summary>Several at a time; answers in the order of what was asked.</summary>
    private static async Task<TOut[]> EachAsync<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, CancellationToken, Task<TOut>> work, CancellationToken stopping)
    {
        var all = items.ToArray();
        var answers = new TOut[all.Length];
        await Parallel.ForAsync(
            0,
            all.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (i, token) => answers[i] = await work(all[i], token));
        return answers;
    }
}
