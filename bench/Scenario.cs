using Bench.Repositories;

namespace Bench;

/// <summary>One thing to replicate.</summary>
/// <param name="Name">As in the report.</param>
/// <param name="Source">What the source has.</param>
/// <param name="Replica">What the replica has before the run.</param>
/// <param name="Cache">What the warm mirror has before the run.</param>
/// <param name="IsLong">Whether whole repositories move in every arm.</param>
internal sealed record Scenario(string Name, RepositoryState Source, RepositoryState Replica, RepositoryState Cache, bool IsLong = false)
{
    public static Scenario First { get; } =
        new("first replication", RepositoryState.Base, RepositoryState.Empty, RepositoryState.Base, IsLong: true);

    public static Scenario OneCommit { get; } =
        new("one-commit update", RepositoryState.OneCommit, RepositoryState.Base, RepositoryState.Base);

    public static Scenario ManyUpdates { get; } =
        new("many-ref update", RepositoryState.ManyUpdates, RepositoryState.ManyBranches, RepositoryState.ManyBranches);

    public static Scenario Nothing { get; } =
        new("nothing to do", RepositoryState.ManyRefs, RepositoryState.ManyRefs, RepositoryState.ManyRefs);

    public static IReadOnlyList<Scenario> All { get; } = [First, OneCommit, ManyUpdates, Nothing];
}
