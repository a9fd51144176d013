using System.Collections.Immutable;
using ReplicaWorker.Hosting.Alerts;

namespace ReplicaWorker.Hosting;

/// <summary>What a run came to: counts per replica region, and each failure with who must act.</summary>
/// <param name="Regions">Region name to its counts. A region that was asked for and could not be read counts a failure.</param>
/// <param name="Failures">Every failed item; the others are done.</param>
internal sealed record Outcome(ImmutableSortedDictionary<string, Counts> Regions, ImmutableArray<Failure> Failures)
{
    /// <summary>Nothing was asked for: not even a region was looked at.</summary>
    public static Outcome Nothing { get; } =
        new(ImmutableSortedDictionary.Create<string, Counts>(StringComparer.Ordinal), []);

    /// <summary>What a drift run has found, when that is as much as its threshold says.</summary>
    public DriftFound? Drift { get; init; }

    public Counts Total => Regions.Values.Aggregate(new Counts(), (sum, region) => sum + region);

    public static Outcome Of(string region, Counts counts, params ImmutableArray<Failure> failures) =>
        new(Nothing.Regions.SetItem(region, counts with { Failed = failures.Length }), failures);

    public static Outcome operator +(Outcome left, Outcome right)
    {
        var regions = right.Regions.Aggregate(
            left.Regions,
            (sum, region) => sum.SetItem(region.Key, sum.GetValueOrDefault(region.Key) + region.Value));
        return new(regions, left.Failures.AddRange(right.Failures)) { Drift = left.Drift ?? right.Drift };
    }

    public static Outcome Add(Outcome left, Outcome right) => left + right;
}

/// <summary>Drift, at or over the threshold.</summary>
/// <param name="ExitCode">How the process ends when nothing has failed: other tools have other numbers for it.</param>
/// <param name="Alert">What the bus hears of it.</param>
internal sealed record DriftFound(int ExitCode, Alert Alert);

/// <summary>How many items of a region were changed, already equal, held back by the plan, or failed.</summary>
internal readonly record struct Counts(int Changed, int Unchanged, int Held, int Failed)
{
    public static Counts operator +(Counts left, Counts right) => new(
        left.Changed + right.Changed,
        left.Unchanged + right.Unchanged,
        left.Held + right.Held,
        left.Failed + right.Failed);

    public static Counts Add(Counts left, Counts right) => left + right;
}

/// <summary>One item that could not be brought in step.</summary>
/// <param name="Region">The region it failed in; the primary region when the source could not be read.</param>
/// <param name="Item">The repository, ref, secret or parameter by name.</param>
/// <param name="Message">One line for the log. Never a value.</param>
/// <param name="Meaning">Who must act: <see cref="ExitCode.Denied"/>, <see cref="ExitCode.TryLater"/> or <see cref="ExitCode.SomeFailed"/>.</param>
internal sealed record Failure(string Region, string Item, string Message, ExitCode Meaning);
