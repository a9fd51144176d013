using System.Collections.Immutable;
using ReplicaWorker.Git;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>From a plan to differences, one a ref. Pure. Git's listings have no times, so that none has one.</summary>
/// <param name="repository">The source's name.</param>
/// <param name="region">The replica region.</param>
internal sealed class RepositoryDifferences(string repository, string region)
{
    /// <summary>Every step but those that only keep what would be lost, and every held one.</summary>
    /// <param name="plan">What would bring the refs in step.</param>
    /// <param name="isKnown">Whether the source has ever had a commit.</param>
    public ImmutableArray<Difference> Of(RefPlan plan, Func<ObjectId, bool> isKnown)
    {
        var deletions = plan.Held.Count(held => held.Change is RefChange.Delete);
        return
        [
            .. plan.Changes.Concat(plan.AfterDefaultMoved).Select(change => Of(change, isKnown))
                .Concat(plan.Held.Select(held => Of(held, deletions, isKnown)))
                .OrderBy(difference => difference.Field, StringComparer.Ordinal),
        ];
    }

    public Difference Missing(string name, bool isCreated) =>
        new(DifferenceKind.Missing, "", $"there is no repository {name} in {region}" + (isCreated ? "" : " (GitMirror__CreateMissing is false)"), isCreated ? [Ours()] : [])
        {
            IsRepairable = isCreated,
        };

    public static Difference Foreign(string reason) => new(DifferenceKind.Conflict, "", reason, []) { IsRepairable = false };

    public Difference DefaultBranch(string wanted, string? actual) => new(
        DifferenceKind.DefaultBranch, "", $"the default branch is {actual ?? "none"}, the source's is {wanted}", [Ours()]);

    public Difference Description() => new(DifferenceKind.Metadata, "Description", "another description than the source's", [Ours()]);

    private Difference Of(RefChange change, Func<ObjectId, bool> isKnown) => new(DifferenceKind.Ref, change.Ref, Detail(change, isKnown), [Ours()]);

    private Difference Of(HeldChange held, int deletions, Func<ObjectId, bool> isKnown) => new(
        DifferenceKind.Ref,
        held.Change.Ref,
        $"{Detail(held.Change, isKnown)}; held: {held.Reason}",
        held.Change is RefChange.Delete ? [Ours("--allow-deletes", deletions.ToString(System.Globalization.CultureInfo.InvariantCulture))] : [])
    {
        IsRepairable = false,
    };

    private static string Detail(RefChange change, Func<ObjectId, bool> isKnown) => (change switch
    {
        RefChange.Create create => $"missing in the replica, {create.To.Abbreviated} in the source",
        RefChange.Update update => $"{update.From.Abbreviated} in the replica, {update.To.Abbreviated} in the source",
        _ => $"{change.Old!.Value.Abbreviated} in the replica, not in the source",
    }) + (change.Old is { } tip && !isKnown(tip) ? "; a commit that the source has never seen" : "");

    private string Ours(params IEnumerable<string> options) => CommandText.Ours("mirror", repository, region, options);
}
