using System.Collections.Concurrent;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>The full sync: lists both sides in bulk, compares in memory, and hands on only what differs to be read exactly and brought in step.</summary>
/// <remarks>Values and tags of the listing may be stale by then. Nothing is written because of them alone.</remarks>
internal sealed class ParameterSync(
    string primaryRegion,
    ParameterStore store,
    ParameterReader reader,
    ParameterDigests digests,
    ParametersOptions options,
    RunSwitches switches,
    ParameterMark mark,
    ParameterJournal sourceJournal,
    bool labels)
{
    private const int Parallelism = 4;

    /// <summary>Everything in the primary region, with digests for what may be copied. Parameters that could not be read are in the journal, and in no comparison.</summary>
    public async Task<SourceSnapshot> ReadSourceAsync(CancellationToken stopping)
    {
        var snapshot = await ParameterSnapshot.ReadAsync(store, primaryRegion, stopping);
        var sources = new ConcurrentDictionary<string, ParameterState>(StringComparer.Ordinal);
        var read = snapshot.Parameters.Where(one => options.Filter.Includes(one.Value.Name) && !ParameterName.IsReserved(one.Value.Name)).ToList();

        // What is never copied is only remarked on; its value is nobody's business.
        foreach (var (key, state) in read.Where(one => !IsReadable(one.Value)))
        {
            sources[key] = state;
        }

        await digests.ReadAsync(
            primaryRegion,
            read.Where(one => IsReadable(one.Value)).Select(one => one.Value.Name),
            (key, version, content) =>
            {
                var state = snapshot.Parameters[key];
                if (content.Failure is { } failure)
                {
                    sourceJournal.Fail(state.Name, failure);
                }
                else
                {
                    // Another version than the listing's: without content, so that it is read exactly.
                    sources[key] = state with { Content = version == state.Version ? content.Value : null };
                }
            },
            stopping);
        return new(snapshot, sources);

        bool IsReadable(ParameterState state) => !mark.IsCopy(state.Tags) && state.DataType != "aws:ec2:image";
    }

    /// <summary>Compares one replica region with the source.</summary>
    /// <returns>The names that need to be looked at exactly, and which of those may be deleted.</returns>
    public async Task<SyncWork> CompareAsync(ParameterRegion region, SourceSnapshot source, ParameterSnapshot copies, CancellationToken stopping)
    {
        var (work, equal) = (new ConcurrentQueue<string>(), new List<ParameterState>());
        foreach (var (key, state) in source.Sources)
        {
            var copy = copies.Parameters.GetValueOrDefault(key);
            var plan = region.Plan(state.Name, state, copy);
            if (plan.Verdict == Verdict.InStep && state.Content is not null)
            {
                region.Journal.Remarked(plan.Name, plan.Remarks);
                equal.Add(state);
            }
            else if (plan.Verdict == Verdict.LeftAlone)
            {
                region.Journal.Remarked(plan.Name, plan.Remarks);
            }
            else
            {
                work.Enqueue(state.Name);
            }
        }

        await CompareValuesAsync(region, source, equal, work, stopping);
        var approved = Orphans(region, source, copies);
        return new([.. work.Concat(approved.Values).Order(StringComparer.Ordinal)], approved.Keys.ToHashSet(StringComparer.Ordinal));
    }

    private async Task CompareValuesAsync(
        ParameterRegion region, SourceSnapshot source, List<ParameterState> equal, ConcurrentQueue<string> work, CancellationToken stopping)
    {
        var same = new ConcurrentQueue<ParameterState>();
        await digests.ReadAsync(
            region.Name,
            equal.Select(state => state.Name),
            (key, _, content) =>
            {
                var state = source.Sources[key];
                if (content.Failure is { } failure)
                {
                    region.Journal.Fail(state.Name, failure);
                }
                else if (!state.Content!.Equals(content.Value))
                {
                    work.Enqueue(state.Name);
                }
                else if (labels)
                {
                    same.Enqueue(state);
                }
                else
                {
                    region.Journal.Unchanged(state.Name);
                }
            },
            stopping);
        await Parallel.ForEachAsync(
            same,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (state, token) => await CompareLabelsAsync(region, state, work, token));
    }

    private async Task CompareLabelsAsync(ParameterRegion region, ParameterState state, ConcurrentQueue<string> work, CancellationToken stopping)
    {
        try
        {
            var (wanted, have) = (reader.LabelsAsync(primaryRegion, state.Name, stopping), reader.LabelsAsync(region.Name, state.Name, stopping));
            await Task.WhenAll(wanted, have);
            if ((await wanted, await have) is ({ } left, { } right) && left.Current.SetEquals(right.Current))
            {
                region.Journal.Unchanged(state.Name);
            }
            else
            {
                work.Enqueue(state.Name);
            }
        }
        catch (Exception failure) when (ParameterMeaning.IsItems(failure))
        {
            region.Journal.Fail(state.Name, failure);
        }
    }

    /// <summary>Copies of ours that the primary region has no more, whatever the filters say of it; by key, with their names. Held ones are not among them.</summary>
    private Dictionary<string, string> Orphans(ParameterRegion region, SourceSnapshot source, ParameterSnapshot copies)
    {
        var orphans = copies.Parameters
            .Where(copy => !source.Everything.Parameters.ContainsKey(copy.Key) && options.Filter.Includes(copy.Value.Name))
            .Where(copy => region.Plan(copy.Value.Name, null, copy.Value).Verdict == Verdict.Change)
            .ToDictionary(copy => copy.Key, copy => copy.Value.Name, StringComparer.Ordinal);
        if (DeletionBrake.WhyHeld(orphans.Count, source.Everything.Parameters.Count == 0, options.MaxDeletes, switches.AllowDeletes) is not { } reason)
        {
            return orphans;
        }

        region.Journal.Held(orphans.Values, reason);
        return [];
    }
}

/// <summary>The primary region, as a full sync sees it.</summary>
/// <param name="Everything">Unfiltered: what is not in it is gone.</param>
/// <param name="Sources">By key, what the filters let through, with digests of the values.</param>
internal sealed record SourceSnapshot(ParameterSnapshot Everything, IReadOnlyDictionary<string, ParameterState> Sources);

/// <summary>What a full sync has to look at exactly in one region.</summary>
/// <param name="Names">Those that differ, and the orphans.</param>
/// <param name="Orphans">Keys of those that may be deleted.</param>
internal sealed record SyncWork(IReadOnlyList<string> Names, IReadOnlySet<string> Orphans);
