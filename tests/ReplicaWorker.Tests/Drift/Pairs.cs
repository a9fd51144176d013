using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift;
using ReplicaWorker.Modules.Drift.Findings;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Tests.Drift;

/// <summary>Compared pairs and findings, as comparers and the engine make them.</summary>
internal static class Pairs
{
    public const string West = "us-west-2";
    public const string Europe = "eu-west-1";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly DateTimeOffset LongAgo = Now.AddDays(-3);

    public static Difference Differs(DifferenceKind kind = DifferenceKind.Value, string field = "", DateTimeOffset? changed = null) =>
        new(kind, field, "differs", ["replica-worker parameters NAME"]) { SourceChanged = changed };

    public static PairComparison Equal(string item, string region = West, ItemKind kind = ItemKind.Parameter) => new(kind, item, region);

    public static PairComparison Different(string item, params ImmutableArray<Difference> differences) =>
        Equal(item) with { Differences = differences.IsEmpty ? [Differs(changed: LongAgo)] : differences };

    public static PairComparison Unreadable(string item, string region = West) =>
        Equal(item, region) with { Unreadable = new(region, "denied", ReplicaWorker.Hosting.ExitCode.Denied) };

    public static PairComparison Skipped(string item) => Equal(item) with { Skipped = "a fence" };

    public static ImmutableArray<Finding> Findings(params PairComparison[] pairs) =>
        FindingList.Of(pairs, ImmutableHashSet<string>.Empty, new DriftOptions(), Now, Now);
}
