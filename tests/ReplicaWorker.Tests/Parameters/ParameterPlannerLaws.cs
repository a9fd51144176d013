using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Parameters;
using static ReplicaWorker.Tests.Parameters.Some;

namespace ReplicaWorker.Tests.Parameters;

/// <summary>What holds for any two sides.</summary>
public sealed class ParameterPlannerLaws
{
    [Test]
    public void A_plan_applied_leaves_nothing_to_plan() =>
        Prop.ForAll(Sides(), sides =>
        {
            var (source, copy, conflict) = sides;
            ParameterPlan plan;
            var rounds = 0;
            do
            {
                plan = Plan(source, copy, rules => rules with { OnConflict = conflict });
                copy = plan.Steps.Aggregate(copy, ParameterPlannerTests.Apply);
            }
            while (plan.Verdict == Verdict.Change && ++rounds < 10);

            return rounds <= 2;   // two where the type changes: away, and back
        }).QuickCheckThrowOnFailure();

    [Test]
    public void What_is_in_step_is_equal_in_everything_that_is_copied() =>
        Prop.ForAll(Sides(), sides =>
        {
            var (source, copy, conflict) = sides;
            return source is null || copy is null || Plan(source, copy, rules => rules with { OnConflict = conflict }).Verdict != Verdict.InStep
                || (source.Type == copy.Type && source.Content!.Equals(copy.Content) && source.Description == copy.Description
                    && source.AllowedPattern == copy.AllowedPattern && Mark().Of(copy.Tags) == Standing.Ours);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Nothing_that_is_not_ours_is_ever_deleted_and_nobodys_mark_is_overwritten() =>
        Prop.ForAll(Sides(), sides =>
        {
            var (source, copy, conflict) = sides;
            if (copy is null)
            {
                return true;
            }

            var standing = Mark().Of(copy.Tags);
            var steps = Plan(source, copy, rules => rules with { OnConflict = conflict }).Steps;
            var deletes = steps.Any(step => step is ParameterStep.Delete) && standing != Standing.Ours && steps[0] is not ParameterStep.Tag;
            var touches = standing == Standing.AnothersCopy && !steps.IsEmpty;
            var overwrites = standing == Standing.Unmarked && steps.Any(step => step is ParameterStep.Overwrite) && conflict != ParameterConflict.Overwrite;
            return !deletes && !touches && !overwrites;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Every_copy_that_is_written_bears_our_mark_at_the_end() =>
        Prop.ForAll(Sides(), sides =>
        {
            var (source, copy, conflict) = sides;
            var plan = Plan(source, copy, rules => rules with { OnConflict = conflict });
            return plan.Steps.IsEmpty || plan.Steps.Aggregate(copy, ParameterPlannerTests.Apply) is not { } after || Mark().Of(after.Tags) == Standing.Ours;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void The_same_sides_give_the_same_plan() =>
        Prop.ForAll(Sides(), sides => Text(sides) == Text(sides)).QuickCheckThrowOnFailure();

    private static string Text((ParameterState? Source, ParameterState? Copy, ParameterConflict Conflict) sides) =>
        string.Join('\n', Plan(sides.Source, sides.Copy, rules => rules with { OnConflict = sides.Conflict }).Steps.Select(step => step.ToString()));

    internal static Arbitrary<(ParameterState? Source, ParameterState? Copy, ParameterConflict Conflict)> Sides() => (
        from source in Maybe(Parameters(Gen.Elements(Tags("Team"), Tags("Team", "Cost"), Tags())))
        from copy in Maybe(Parameters(Gen.Elements(
            Tags(),
            Tags("Team"),
            OurMark,
            Mark().OnACopyOf(Tags("Team")),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ReplicationStatus"] = ParameterMark.Replaced },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Any"] = ParameterMark.Replaced, ["Environment"] = "disaster-recovery" },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ReplicationStatus"] = OwnershipMark.Monitored, ["ReplicationSource"] = "eu-west-1/a/b" })))
        from conflict in Gen.Elements(Enum.GetValues<ParameterConflict>())
        select (source, copy, conflict)).ToArbitrary();

    private static Gen<ParameterState?> Maybe(Gen<ParameterState> parameters) =>
        Gen.Frequency((6, parameters.Select(ParameterState? (state) => state)), (1, Gen.Constant<ParameterState?>(null)));

    private static Gen<ParameterState> Parameters(Gen<IReadOnlyDictionary<string, string>> tags) =>
        from type in Gen.Elements("String", "StringList", "SecureString")
        from value in Gen.Elements("one", "two")
        from description in Gen.Elements("", "text")
        from pattern in Gen.Elements("", ".*")
        from tier in Gen.Elements("Standard", "Advanced", "Intelligent-Tiering")
        from policies in Gen.SubListOf([(Expiration(Now.AddDays(1)), "Pending"), (Expiration(Now.AddDays(-1)), "Pending"), (NoChange, "Pending"), (NoChange, "Finished")])
        from key in Gen.Elements(null, "alias/aws/ssm", "alias/own")
        from version in Gen.Choose(1, 9)
        from its in tags
        select Parameter(value: value, type: type) with
        {
            Description = description,
            AllowedPattern = pattern,
            Tier = tier == "Standard" && policies.Count > 0 ? "Advanced" : tier,
            Policies = [.. Policies([.. policies])],
            KeyId = type == "SecureString" ? key : null,
            Version = version,
            Tags = its,
        };

    private static IReadOnlyDictionary<string, string> Tags(params string[] keys) => keys.ToDictionary(key => key, _ => "x", StringComparer.Ordinal);
}
