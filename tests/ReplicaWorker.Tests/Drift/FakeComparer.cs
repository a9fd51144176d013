using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Tests.Drift;

/// <summary>A comparer that says, look by look, what it was told to; the last answer is for every look after it.</summary>
internal sealed class FakeComparer(ItemKind kind, params Func<ImmutableArray<PairComparison>>[] looks) : IComparer
{
    public ItemKind Kind => kind;

    public List<ComparisonScope> Scopes { get; } = [];

    public List<(string Names, string Region)> Repairs { get; } = [];

    public Func<Outcome> Repair { get; init; } = () => Outcome.Nothing;

    public Task<ImmutableArray<PairComparison>> CompareAsync(ComparisonScope scope, CancellationToken stopping)
    {
        Scopes.Add(scope);
        var pairs = looks[Math.Min(Scopes.Count, looks.Length) - 1]();
        return Task.FromResult<ImmutableArray<PairComparison>>(
            [.. pairs.Where(pair => scope.Regions.Contains(pair.Region, StringComparer.Ordinal) && scope.Names?.Contains(pair.Item, StringComparer.Ordinal) != false)]);
    }

    public Task<Outcome> RepairAsync(ImmutableArray<string> names, string region, CancellationToken stopping)
    {
        Repairs.Add((string.Join(' ', names), region));
        return Task.FromResult(Repair());
    }
}
