using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>Compares everything that is to be compared, and what may pass a second time.</summary>
internal sealed partial class Surveyor(
    IReadOnlyDictionary<ItemKind, IComparer> comparers, string primaryRegion, DriftOptions options, TimeProvider clock, ILogger log)
{
    /// <summary>Every kind at once: each has the rates of a service of its own.</summary>
    public async Task<Survey> RunAsync(
        IEnumerable<(ItemKind Kind, bool IsDemanded)> kinds, ImmutableArray<string> regions, CancellationToken stopping)
    {
        KindResult[] first = await Task.WhenAll(kinds.Select(kind => FirstAsync(kind.Kind, kind.IsDemanded, new(regions), stopping)));
        var now = clock.GetUtcNow();
        var due = first.Select(kind => SecondLook.Due(kind.Pairs, now, options.Grace)).ToArray();
        if (due.All(pairs => pairs.IsEmpty))
        {
            return new([.. first], ImmutableHashSet<string>.Empty, now);
        }

        LookingAgain(due.Sum(pairs => pairs.Length), options.SecondLook);
        await Task.Delay(options.SecondLook, clock, stopping);
        var second = await Task.WhenAll(first.Zip(due, (kind, looked) => AgainAsync(kind.Kind, looked, stopping)));

        now = clock.GetUtcNow();
        ImmutableArray<KindResult> merged = [.. first.Select((kind, i) => kind with { Pairs = SecondLook.Merge(kind.Pairs, due[i], second[i]) })];
        var seenOnce = merged.SelectMany((kind, i) => SecondLook.SeenOnce(due[i], kind.Pairs, now, options.Grace));
        return new(merged, seenOnce.ToImmutableHashSet(StringComparer.Ordinal), now);
    }

    /// <summary>Reads some pairs of a kind once more. When that fails as a whole, none of them is known any more.</summary>
    public async Task<ImmutableArray<PairComparison>> AgainAsync(ItemKind kind, ImmutableArray<PairComparison> pairs, CancellationToken stopping)
    {
        if (pairs.IsEmpty)
        {
            return [];
        }

        var scope = new ComparisonScope(
            [.. pairs.Select(pair => pair.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. pairs.Select(pair => pair.Item).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        try
        {
            return await comparers[kind].CompareAsync(scope, stopping);
        }
        catch (Exception failure) when (IsTheirs(failure, stopping))
        {
            var unreadable = new Unreadable(primaryRegion, OneLine.Of(failure.Message), Meaning.Of(failure));
            return [.. pairs.Select(pair => pair with { Differences = [], Skipped = null, Unreadable = unreadable })];
        }
    }

    /// <summary>One kind's failure does not stop the others; a defect of ours, and the end of the run, do.</summary>
    private async Task<KindResult> FirstAsync(ItemKind kind, bool isDemanded, ComparisonScope scope, CancellationToken stopping)
    {
        if (!comparers.TryGetValue(kind, out var comparer))
        {
            return new(kind, isDemanded, [], Failed($"this version cannot compare {KindNames.Plural(kind)}", ExitCode.BadConfiguration));
        }

        try
        {
            return new(kind, isDemanded, await comparer.CompareAsync(scope, stopping));
        }
        catch (Exception failure) when (IsTheirs(failure, stopping))
        {
            return new(kind, isDemanded, [], Failed(OneLine.Of(failure.Message), Meaning.Of(failure)));
        }

        Failure Failed(string message, ExitCode meaning) => new(primaryRegion, KindNames.Plural(kind), message, meaning);
    }

    private static bool IsTheirs(Exception failure, CancellationToken stopping) =>
        !stopping.IsCancellationRequested && Meaning.Of(failure) != ExitCode.Bug;

    [LoggerMessage(LogLevel.Information, "{Count} pairs differ and may be replication at work: read again after {Wait}")]
    private partial void LookingAgain(int count, TimeSpan wait);
}

/// <summary>What both looks have seen.</summary>
/// <param name="Kinds">Each kind that was to be compared.</param>
/// <param name="SeenOnce">Ids of differences that only the second look has seen, and that may pass.</param>
/// <param name="At">When the last look ended.</param>
internal sealed record Survey(ImmutableArray<KindResult> Kinds, ImmutableHashSet<string> SeenOnce, DateTimeOffset At)
{
    public ImmutableArray<PairComparison> Pairs =>
    [
        .. Kinds.SelectMany(kind => kind.Pairs)
            .OrderBy(pair => pair.Kind).ThenBy(pair => pair.Item, StringComparer.Ordinal).ThenBy(pair => pair.Region, StringComparer.Ordinal),
    ];

    /// <summary>The same with some pairs read again.</summary>
    public Survey With(ItemKind kind, ImmutableArray<PairComparison> looked, ImmutableArray<PairComparison> again, DateTimeOffset at) => this with
    {
        Kinds = [.. Kinds.Select(one => one.Kind == kind ? one with { Pairs = SecondLook.Merge(one.Pairs, looked, again) } : one)],
        At = at,
    };
}
