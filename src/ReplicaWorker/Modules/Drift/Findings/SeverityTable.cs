using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>How much a difference matters, by one question: what happens to whoever fails over now?</summary>
internal static class SeverityTable
{
    /// <param name="kind">What the item is.</param>
    /// <param name="difference">What differs.</param>
    /// <param name="isWhole">The item itself, not one of its fields.</param>
    public static (Severity Severity, string Reason) Of(ItemKind kind, DifferenceKind difference, bool isWhole = true) => (kind, difference) switch
    {
        (ItemKind.Repository, DifferenceKind.Missing) when !isWhole => (Severity.High, "a branch or tag is not there to build from"),
        (_, DifferenceKind.Missing) when !isWhole => (Severity.High, "part of it is not there"),
        (_, DifferenceKind.Missing) => (Severity.Critical, "whoever needs it does not start"),
        (ItemKind.Secret, DifferenceKind.Value) => (Severity.Critical, "an old credential opens nothing"),
        (_, DifferenceKind.Value) => (Severity.High, "the region runs with old settings"),
        (_, DifferenceKind.ReplicaState) => (Severity.High, "AWS does not keep it in step, so it gets older"),
        (_, DifferenceKind.Conflict) => (Severity.High, "something else is read in its place, and is never overwritten"),
        (_, DifferenceKind.Type) => (Severity.High, "it may stand there in plain text, or be read as another type"),
        (_, DifferenceKind.Ref) => (Severity.High, "other commits are built than at the source"),
        (_, DifferenceKind.DefaultBranch) => (Severity.Medium, "a clone begins on another branch"),
        (_, DifferenceKind.KmsKey) => (Severity.Medium, "another key guards it: who may read it differs"),
        (_, DifferenceKind.Policy) => (Severity.Medium, "it expires at another time, or others may use it"),
        (_, DifferenceKind.Labels) => (Severity.Medium, "who reads by label reads another version, or none"),
        (_, DifferenceKind.Extra) => (Severity.Medium, "what was deleted at the source is still used here"),
        (_, DifferenceKind.Metadata) => (Severity.Low, "people read another description"),
        (_, DifferenceKind.Tags) => (Severity.Low, "costs and tag-based access are booked otherwise"),
        _ => (Severity.Medium, "a difference without a line in this table"),
    };
}
