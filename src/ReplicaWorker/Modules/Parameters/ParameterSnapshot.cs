using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Every parameter of one region: properties, and tags as the tagging API's index has them. Values are read where they are needed.</summary>
/// <param name="Parameters">By <see cref="ParameterName.Key"/>.</param>
internal sealed record ParameterSnapshot(IReadOnlyDictionary<string, ParameterState> Parameters)
{
    /// <summary>Reads a region whole. A page that fails fails the region: half a listing would read as deletions.</summary>
    /// <exception cref="Exception">What the SDK throws.</exception>
    public static async Task<ParameterSnapshot> ReadAsync(ParameterStore store, string region, CancellationToken stopping)
    {
        var tags = TagsAsync(store, region, stopping);
        var states = DescribeAsync(store, region, stopping);
        await Task.WhenAll(tags, states);

        var (known, found) = (await tags, await states);
        foreach (var (key, state) in found)
        {
            // The ARN is long and was needed for the tags only.
            found[key] = state with { Arn = null, Tags = known.GetValueOrDefault(key, state.Tags) };
        }

        return new(found);
    }

    private static async Task<Dictionary<string, ParameterState>> DescribeAsync(ParameterStore store, string region, CancellationToken stopping)
    {
        var states = new Dictionary<string, ParameterState>(StringComparer.Ordinal);
        await foreach (var metadata in store.DescribeAsync(region, [], stopping))
        {
            states[ParameterName.Key(metadata.Name ?? throw new ItemFailedException($"DescribeParameters in {region} answered a parameter without a name"))] =
                ParameterState.Of(metadata);
        }

        return states;
    }

    private static async Task<Dictionary<string, IReadOnlyDictionary<string, string>>> TagsAsync(ParameterStore store, string region, CancellationToken stopping)
    {
        var tags = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        await foreach (var (arn, its) in store.AllTagsAsync(region, stopping))
        {
            if (ParameterName.KeyOfArn(arn) is { } key)
            {
                tags[key] = its;
            }
        }

        return tags;
    }
}
