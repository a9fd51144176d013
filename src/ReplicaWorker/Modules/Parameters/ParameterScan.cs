using System.Collections.Concurrent;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Every parameter of both sides: listed in bulk, compared in memory. What differs is handed on, to be read exactly.</summary>
/// <remarks>Values and tags of the listing may be stale by then. Nothing is written or reported because of them alone.</remarks>
/// <param name="primaryRegion">Where sources stand.</param>
/// <param name="store">Lists.</param>
/// <param name="reader">Reads labels.</param>
/// <param name="digests">Reads values.</param>
/// <param name="options">The filters.</param>
/// <param name="mark">Tells copies from sources.</param>
/// <param name="labels">Compare labels of current versions too: one more call a parameter and region.</param>
internal sealed class ParameterScan(
    string primaryRegion, ParameterStore store, ParameterReader reader, ParameterDigests digests, ParametersOptions options, ParameterMark mark, bool labels)
{
    private const int Parallelism = 4;

    /// <summary>Everything in the primary region, with digests for what may be copied.</summary>
    /// <param name="unread">Is told of each parameter that could not be read: it is in no comparison. Called from several threads at once.</param>
    /// <param name="stopping">Ends waiting.</param>
    public async Task<SourceSnapshot> ReadSourceAsync(Action<string, Exception> unread, CancellationToken stopping)
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
                    unread(state.Name, failure);
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
    /// <param name="target">The region.</param>
    /// <param name="source">The primary.</param>
    /// <param name="copies">What the region has.</param>
    /// <param name="witness">Is told of everything but what is returned.</param>
    /// <param name="stopping">Ends waiting.</param>
    /// <returns>What needs to be looked at exactly.</returns>
    public async Task<ScanResult> CompareAsync(
        ParameterTarget target, SourceSnapshot source, ParameterSnapshot copies, IParameterWitness witness, CancellationToken stopping)
    {
        var (differing, equal) = (new ConcurrentQueue<string>(), new List<ParameterPlan>());
        foreach (var (key, state) in source.Sources)
        {
            var plan = target.Plan(state.Name, state, copies.Parameters.GetValueOrDefault(key));
            if (plan.Verdict == Verdict.InStep && state.Content is not null)
            {
                equal.Add(plan);
            }
            else if (plan.Verdict == Verdict.LeftAlone)
            {
                witness.LeftAlone(plan);
            }
            else
            {
                differing.Enqueue(state.Name);
            }
        }

        await CompareValuesAsync(target, source, equal, differing, witness, stopping);
        return new([.. differing.Order(StringComparer.Ordinal)], Orphans(target, source, copies));
    }

    private async Task CompareValuesAsync(
        ParameterTarget target,
        SourceSnapshot source,
        List<ParameterPlan> equal,
        ConcurrentQueue<string> differing,
        IParameterWitness witness,
        CancellationToken stopping)
    {
        var same = new ConcurrentQueue<ParameterPlan>();
        var plans = equal.ToDictionary(plan => ParameterName.Key(plan.Name), StringComparer.Ordinal);
        await digests.ReadAsync(
            target.Name,
            equal.Select(plan => plan.Name),
            (key, _, content) =>
            {
                var plan = plans[key];
                if (content.Failure is { } failure)
                {
                    witness.Unread(plan.Name, failure);
                }
                else if (!source.Sources[key].Content!.Equals(content.Value))
                {
                    differing.Enqueue(plan.Name);
                }
                else if (labels)
                {
                    same.Enqueue(plan);
                }
                else
                {
                    witness.Equal(plan);
                }
            },
            stopping);
        await Parallel.ForEachAsync(
            same,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (plan, token) => await CompareLabelsAsync(target, plan, differing, witness, token));
    }

    private async Task CompareLabelsAsync(
        ParameterTarget target, ParameterPlan plan, ConcurrentQueue<string> differing, IParameterWitness witness, CancellationToken stopping)
    {
        try
        {
            var (wanted, have) = (reader.LabelsAsync(primaryRegion, plan.Name, stopping), reader.LabelsAsync(target.Name, plan.Name, stopping));
            await Task.WhenAll(wanted, have);
            if ((await wanted, await have) is ({ } left, { } right) && left.Current.SetEquals(right.Current))
            {
                witness.Equal(plan);
            }
            else
            {
                differing.Enqueue(plan.Name);
            }
        }
        catch (Exception failure) when (ParameterMeaning.IsItems(failure))
        {
            witness.Unread(plan.Name, failure);
        }
    }

    /// <summary>Copies of ours that the primary region has no more, whatever the filters say of it; by key, with their names.</summary>
    private Dictionary<string, string> Orphans(ParameterTarget target, SourceSnapshot source, ParameterSnapshot copies) => copies.Parameters
        .Where(copy => !source.Everything.Parameters.ContainsKey(copy.Key) && options.Filter.Includes(copy.Value.Name))
        .Where(copy => target.Plan(copy.Value.Name, null, copy.Value).Verdict == Verdict.Change)
        .ToDictionary(copy => copy.Key, copy => copy.Value.Name, StringComparer.Ordinal);
}

/// <summary>The primary region, as a scan sees it.</summary>
/// <param name="Everything">Unfiltered: what is not in it is gone.</param>
/// <param name="Sources">By key, what the filters let through, with digests of the values.</param>
internal sealed record SourceSnapshot(ParameterSnapshot Everything, IReadOnlyDictionary<string, ParameterState> Sources);

/// <summary>What a scan has found to be looked at exactly in one region.</summary>
/// <param name="Differing">Names, in order.</param>
/// <param name="Orphans">Copies of ours without a source: key to name.</param>
internal sealed record ScanResult(IReadOnlyList<string> Differing, IReadOnlyDictionary<string, string> Orphans);
