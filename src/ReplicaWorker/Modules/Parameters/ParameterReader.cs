using System.Collections.Immutable;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Named parameters of one region, whole and as of one moment.</summary>
internal sealed class ParameterReader(ParameterStore store, ContentKey key, TimeProvider time)
{
    /// <summary>A parameter that changes between the calls that read it is read again, so often at most.</summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Values, properties and tags: three calls at once for one name, at most twelve for ten.</summary>
    /// <param name="region">Where.</param>
    /// <param name="names">Up to <see cref="ParameterStore.BatchSize"/>.</param>
    /// <param name="labels">The history too, which has the properties as well: it takes the place of DescribeParameters.</param>
    /// <param name="stopping">Ends waiting.</param>
    /// <returns>One reading for each name, by <see cref="ParameterName.Key"/>. A failure of one is its own; it never reads as absent.</returns>
    public async Task<Dictionary<string, Reading>> ReadAsync(
        string region, IReadOnlyCollection<string> names, bool labels, CancellationToken stopping)
    {
        var readings = new Dictionary<string, Reading>(StringComparer.Ordinal);
        var missing = names;
        for (var attempt = 1; missing.Count > 0; attempt++)
        {
            foreach (var (name, reading) in await TryAsync(region, missing, labels, stopping))
            {
                readings[name] = reading;
            }

            missing = [.. readings.Where(reading => reading.Value.Failure is InconsistentReadException).Select(reading => reading.Key)];
            if (attempt == MaxAttempts)
            {
                break;
            }

            if (missing.Count > 0)
            {
                await Task.Delay(Pause * attempt, time, stopping);
            }
        }

        return readings;
    }

    /// <summary>Values of up to ten; when the service refuses them together, one by one, so that a key that is denied fails its own parameter alone.</summary>
    public async Task<Dictionary<string, Reading<Parameter>>> ValuesAsync(string region, IReadOnlyCollection<string> names, CancellationToken stopping)
    {
        try
        {
            var found = (await store.GetAsync(region, names, decrypt: true, stopping)).ToDictionary(p => ParameterName.Key(p.Name ?? ""), StringComparer.Ordinal);
            return names.ToDictionary(ParameterName.Key, name => new Reading<Parameter>(found.GetValueOrDefault(ParameterName.Key(name))), StringComparer.Ordinal);
        }
        catch (Exception refused) when (ParameterMeaning.IsItems(refused))
        {
            if (names.Count == 1 || Meaning.Of(refused) == ExitCode.TryLater)
            {
                return names.ToDictionary(ParameterName.Key, _ => new Reading<Parameter>(null, refused), StringComparer.Ordinal);
            }
        }

        var alone = await Task.WhenAll(names.Select(name => ValuesAsync(region, [name], stopping)));
        return alone.SelectMany(one => one).ToDictionary(StringComparer.Ordinal);
    }

    public Task<IReadOnlyDictionary<string, string>> TagsAsync(string region, string name, CancellationToken stopping) =>
        store.TagsAsync(region, name, stopping);

    /// <summary>Labels of the current version, and of the oldest.</summary>
    public async Task<ParameterLabels?> LabelsAsync(string region, string name, CancellationToken stopping) =>
        LabelsOf(await store.HistoryAsync(region, name, stopping));

    private async Task<Dictionary<string, Reading>> TryAsync(string region, IReadOnlyCollection<string> names, bool labels, CancellationToken stopping)
    {
        var values = ValuesAsync(region, names, stopping);
        var properties = labels ? HistoriesAsync(region, names, stopping) : PropertiesAsync(region, names, stopping);

        // One name is in a hurry: all at once. Of many, the tags of those that are not there would be calls for nothing.
        IEnumerable<string> tagged = names.Count == 1 ? names : [.. await ThereAsync(names, values)];
        var tags = tagged.ToDictionary(ParameterName.Key, name => TryTagsAsync(region, name, stopping), StringComparer.Ordinal);
        await Task.WhenAll([values, properties, .. tags.Values]);

        var readings = new Dictionary<string, Reading>(StringComparer.Ordinal);
        foreach (var name in names.Select(ParameterName.Key))
        {
            readings[name] = Join(region, (await values)[name], (await properties)[name], tags.TryGetValue(name, out var its) ? await its : default);
        }

        return readings;
    }

    private static async Task<IEnumerable<string>> ThereAsync(IEnumerable<string> names, Task<Dictionary<string, Reading<Parameter>>> values)
    {
        var read = await values;
        return names.Where(name => read[ParameterName.Key(name)].Value is not null);
    }

    private Reading Join(string region, Reading<Parameter> value, Reading<ParameterState> properties, Reading<IReadOnlyDictionary<string, string>> tags)
    {
        if ((value.Failure ?? properties.Failure ?? tags.Failure) is { } failure)
        {
            return new(null, failure);
        }

        if ((value.Value, properties.Value) is (null, null))
        {
            return new(null);
        }

        // Parameter Store answers each call as of its own moment.
        if (value.Value is not { Value: { } text } parameter || properties.Value is not { } state || parameter.Version != state.Version)
        {
            return new(null, new InconsistentReadException($"kept changing in {region} while it was read"));
        }

        return new(state with { Arn = parameter.ARN ?? state.Arn, Modified = parameter.LastModifiedDate, Content = ParameterContent.Of(text, region, key), Tags = tags.Value! });
    }

    private async Task<Dictionary<string, Reading<ParameterState>>> PropertiesAsync(string region, IReadOnlyCollection<string> names, CancellationToken stopping)
    {
        try
        {
            // A name of one level may stand there with or without its slash.
            string[] spellings = [.. names.SelectMany(name => ParameterName.Key(name) is var bare && bare.Contains('/', StringComparison.Ordinal) ? [name] : (string[])[bare, "/" + bare])];
            var found = new Dictionary<string, ParameterState>(StringComparer.Ordinal);
            await foreach (var metadata in store.DescribeAsync(region, spellings, stopping))
            {
                found[ParameterName.Key(metadata.Name ?? "")] = ParameterState.Of(metadata);
            }

            return names.ToDictionary(ParameterName.Key, name => new Reading<ParameterState>(found.GetValueOrDefault(ParameterName.Key(name))), StringComparer.Ordinal);
        }
        catch (Exception refused) when (ParameterMeaning.IsItems(refused))
        {
            return names.ToDictionary(ParameterName.Key, _ => new Reading<ParameterState>(null, refused), StringComparer.Ordinal);
        }
    }

    private async Task<Dictionary<string, Reading<ParameterState>>> HistoriesAsync(string region, IReadOnlyCollection<string> names, CancellationToken stopping)
    {
        var read = await Task.WhenAll(names.Select(async name =>
        {
            try
            {
                var versions = await store.HistoryAsync(region, name, stopping);
                var state = versions.MaxBy(version => version.Version) is { } current
                    ? ParameterState.Of(Properties(current)) with { Labels = LabelsOf(versions) }
                    : null;
                return (name, new Reading<ParameterState>(state));
            }
            catch (Exception refused) when (ParameterMeaning.IsItems(refused))
            {
                return (name, new Reading<ParameterState>(null, refused));
            }
        }));
        return read.ToDictionary(one => ParameterName.Key(one.name), one => one.Item2, StringComparer.Ordinal);
    }

    private async Task<Reading<IReadOnlyDictionary<string, string>>> TryTagsAsync(string region, string name, CancellationToken stopping)
    {
        try
        {
            return new(await store.TagsAsync(region, name, stopping));
        }
        catch (Exception refused) when (ParameterMeaning.IsItems(refused))
        {
            return new(null, refused);
        }
    }

    private static ParameterLabels? LabelsOf(IReadOnlyList<ParameterHistory> versions)
    {
        var (oldest, current) = (versions.MinBy(version => version.Version), versions.MaxBy(version => version.Version));
        return oldest is null || current is null
            ? null
            : new(current.Version ?? 0, [.. current.Labels ?? []], oldest.Version ?? 0, oldest == current ? [] : [.. oldest.Labels ?? []], versions.Count);
    }

    private static ParameterMetadata Properties(ParameterHistory version) => new()
    {
        Name = version.Name,
        Type = version.Type,
        Version = version.Version,
        Description = version.Description,
        AllowedPattern = version.AllowedPattern,
        DataType = version.DataType,
        Tier = version.Tier,
        Policies = version.Policies,
        KeyId = version.KeyId,
    };
}
