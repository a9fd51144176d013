using System.Collections.Immutable;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Comparison;

/// <summary>One item of the primary region against one replica region: equal, different, unreadable, or left out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Item">Its name in the primary region.</param>
/// <param name="Region">The replica region.</param>
internal sealed record PairComparison(ItemKind Kind, string Item, string Region)
{
    /// <summary>Every difference; none, and nothing below: the pair is equal.</summary>
    public ImmutableArray<Difference> Differences { get; init; } = [];

    /// <summary>Why it could not be compared, which is not a difference. Never a value.</summary>
    public Unreadable? Unreadable { get; init; }

    /// <summary>Why it is not compared by choice: a copy of somebody's, a hold, a fence, a regional value.</summary>
    public string? Skipped { get; init; }

    /// <summary>Regions, of the two, in which it is encrypted with AWS's own key of the service; where configuration demands a key of one's own, each is a finding.</summary>
    public ImmutableArray<string> AwsManagedKeys { get; init; } = [];
}

/// <summary>A side that could not be read.</summary>
/// <param name="Region">The region that could not be read; the primary region when it is the source.</param>
/// <param name="Message">One line. Never a value.</param>
/// <param name="Meaning">Who must act.</param>
internal sealed record Unreadable(string Region, string Message, ExitCode Meaning)
{
    /// <param name="region">The region that could not be read.</param>
    /// <param name="failure">What the call threw.</param>
    /// <param name="what">What was asked, to stand before the message.</param>
    public static Unreadable Of(string region, Exception failure, string what = "") =>
        new(region, OneLine.Of(what + failure.Message), Hosting.Meaning.Of(failure));
}
