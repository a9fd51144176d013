using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>What a sort of difference means, and what to do about it: the help of SARIF's rules.</summary>
/// <param name="Summary">One sentence.</param>
/// <param name="Advice">What a reader does.</param>
internal sealed record DifferenceHelp(string Summary, string Advice)
{
    private const string Repair = "Run the finding's own command: it reads both sides afresh and brings this one item in step.";

    public static DifferenceHelp Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => new("The primary region has it, the replica region has not.", Repair),
        DifferenceKind.Extra => new(
            "The replica region has it under the worker's mark, the primary region has not.",
            "Make sure that it was meant to go. The finding's own command then deletes it, within the brake on deletions."),
        DifferenceKind.Conflict => new(
            "Something that is not the worker's stands in the item's place.",
            "Find out whose it is. Remove or rename it, or allow the worker to take it over by its module's option for conflicts."),
        DifferenceKind.Value => new("The values differ.", Repair),
        DifferenceKind.Metadata => new("A property such as the description differs.", Repair),
        DifferenceKind.Tags => new("A tag is missing, extra or has another value.", Repair),
        DifferenceKind.Type => new("The types differ.", Repair + " The copy is made anew."),
        DifferenceKind.KmsKey => new(
            "It is encrypted with another key than the configured one, or not with a key of one's own.",
            "Check the module's map of keys. The finding's own command encrypts it anew with the configured key."),
        DifferenceKind.Policy => new("A policy of the item differs.", Repair),
        DifferenceKind.Labels => new("The labels of the current version differ.", Repair),
        DifferenceKind.ReplicaState => new(
            "The service's own replication has failed or is behind.",
            "Read the service's own message in the finding: most often a key or a secret of the same name stands in the way. The finding's own command starts replication anew."),
        DifferenceKind.Ref => new("A branch or tag is missing, extra or points to another commit.", Repair),
        DifferenceKind.DefaultBranch => new("The default branches differ.", Repair),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a sort of difference without help"),
    };
}
