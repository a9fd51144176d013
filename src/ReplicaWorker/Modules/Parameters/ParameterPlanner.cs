using System.Collections.Immutable;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Turns a parameter and its copy into a plan. Pure: no clock, no network, no log; everything it knows is in its arguments.</summary>
internal static class ParameterPlanner
{
    /// <param name="name">For the plan of something that is on neither side.</param>
    /// <param name="source">Null: the primary region has none. A failed read never comes here.</param>
    /// <param name="copy">Null: the replica region has none.</param>
    /// <param name="rules">What may be done.</param>
    public static ParameterPlan Plan(string name, ParameterState? source, ParameterState? copy, ParameterPlanRules rules)
    {
        if (source is null)
        {
            return copy is null ? ParameterPlan.InStep(name) : PlanOrphan(copy, rules);
        }

        if (WhyNotASource(source, rules) is { } remark)
        {
            return ParameterPlan.LeftAlone(source.Name, remark);
        }

        if (ParameterName.IsReserved(source.Name))
        {
            return ParameterPlan.LeftAlone(source.Name);
        }

        var tags = rules.Mark.OnACopyOf(source.Tags).ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (WhyNotCopied(source, tags, rules) is { } failure)
        {
            return failure;
        }

        var remarks = SourceRemarks(source, rules);
        return copy is null
            ? PlanMissing(source, tags, remarks, rules)
            : PlanStanding(source, copy, tags, remarks, rules);
    }

    /// <summary>Why something of the primary region is not copied; null when it is.</summary>
    private static Remark? WhyNotASource(ParameterState source, ParameterPlanRules rules) =>
        rules.Mark.IsCopy(source.Tags) ? Remark.IsACopy
        : source.DataType == "aws:ec2:image" ? Remark.Image
        : rules.SkipRegionalValues && source.Content is { MentionsRegion: true } ? Remark.RegionalValueSkipped
        : null;

    private static ParameterPlan? WhyNotCopied(ParameterState source, ImmutableSortedDictionary<string, string> tags, ParameterPlanRules rules)
    {
        if (ParameterName.Excess(source.Name, source.Arn, rules.PrimaryRegion, rules.Region) is > 0 and var excess)
        {
            return ParameterPlan.Failed(source.Name, Obstacle.Name, $"the name is {excess} characters too long for an ARN of {rules.Region}; nothing was written");
        }

        if (tags.Count > TagSteps.Most)
        {
            return ParameterPlan.Failed(
                source.Name, Obstacle.Tags, $"{tags.Count} tags with our mark, more than the {TagSteps.Most} a parameter can have; nothing was written");
        }

        return source.Type == "SecureString" && KmsKeyMap.Map(source.KeyId, rules.Region, rules.KmsKey) is null
            ? ParameterPlan.Failed(
                source.Name,
                Obstacle.Key,
                $"encrypted with a key of {rules.PrimaryRegion} alone ({source.KeyId}): name one in Parameters__KmsKeys__{rules.Region}",
                ExitCode.Denied)
            : null;
    }

    private static ImmutableArray<Remark> SourceRemarks(ParameterState source, ParameterPlanRules rules)
    {
        var remarks = ImmutableArray.CreateBuilder<Remark>();
        if (source.Content is { MentionsRegion: true })
        {
            remarks.Add(Remark.RegionalValue);
        }

        if (source.Policies.Any(policy => policy.ExpiresAt <= rules.Now))
        {
            remarks.Add(Remark.ExpiredPolicy);
        }

        return remarks.ToImmutable();
    }

    /// <summary>Only what is ours goes; what is not was never looked for.</summary>
    private static ParameterPlan PlanOrphan(ParameterState copy, ParameterPlanRules rules) =>
        rules.Mark.Of(copy.Tags) == Standing.Ours && !ParameterName.IsReserved(copy.Name)
            ? Change(copy.Name, [new ParameterStep.Delete(copy.Name, copy.Version, IsForGood: true, $"{rules.PrimaryRegion} has it no more")], [])
            : ParameterPlan.LeftAlone(copy.Name);

    private static ParameterPlan PlanMissing(
        ParameterState source, ImmutableSortedDictionary<string, string> tags, ImmutableArray<Remark> remarks, ParameterPlanRules rules)
    {
        var wanted = ParameterComparison.Wanted(source, copy: null, rules);
        return Change(
            source.Name, [new ParameterStep.Create(wanted, tags, "missing"), .. LabelSteps.After(source, copy: null, overwrites: true)], remarks);
    }

    private static ParameterPlan PlanStanding(
        ParameterState source,
        ParameterState copy,
        ImmutableSortedDictionary<string, string> tags,
        ImmutableArray<Remark> remarks,
        ParameterPlanRules rules)
    {
        var standing = rules.Mark.Of(copy.Tags);
        var differences = ParameterComparison.Differences(source, copy, rules);
        if (WhyNotOurs(source, copy, standing, differences, rules) is { } conflict)
        {
            return conflict;
        }

        if (source.Type != copy.Type)
        {
            return PlanOtherType(source, copy, standing, tags, remarks);
        }

        if (ParameterComparison.StaysAdvanced(source, copy))
        {
            remarks = remarks.Add(Remark.StaysAdvanced);
        }

        var overwrites = !differences.IsEmpty;
        var steps = ImmutableArray.CreateBuilder<ParameterStep>();
        if (overwrites)
        {
            if (LabelSteps.ToMakeRoom(copy) is { } room)
            {
                steps.Add(room);
                remarks = remarks.Add(Remark.OldLabelsTaken);
            }

            var wanted = ParameterComparison.Wanted(source, copy, rules);
            steps.Add(new ParameterStep.Overwrite(wanted, copy.Version, tags, $"{string.Join(", ", differences)} {(differences.Length == 1 ? "differs" : "differ")}"));
        }

        steps.AddRange(TagSteps.Between(copy, tags, Reason(standing)));
        steps.AddRange(LabelSteps.After(source, copy, overwrites));
        return steps.Count == 0 ? ParameterPlan.InStep(source.Name, remarks) : Change(source.Name, steps.ToImmutable(), remarks);
    }

    private static ParameterPlan? WhyNotOurs(
        ParameterState source, ParameterState copy, Standing standing, ImmutableArray<string> differences, ParameterPlanRules rules) => standing switch
        {
            Standing.Ours or Standing.ReplacedCopy => null,
            Standing.AnothersCopy => ParameterPlan.Failed(
                source.Name, Obstacle.Conflict, $"what stands in {rules.Region} bears the mark of another primary region, project or environment; it was not touched"),
            _ when rules.OnConflict == ParameterConflict.Overwrite && source.Type == copy.Type => null,
            _ when rules.OnConflict == ParameterConflict.Overwrite => ParameterPlan.Failed(
                source.Name, Obstacle.Conflict, $"a {copy.Type} stands in {rules.Region} without our mark: it would have to be deleted to become a {source.Type}"),
            _ when rules.OnConflict == ParameterConflict.Adopt && differences.IsEmpty && source.Type == copy.Type => null,
            _ when rules.OnConflict == ParameterConflict.Adopt => ParameterPlan.Failed(
                source.Name, Obstacle.Conflict, $"what stands in {rules.Region} without our mark differs ({string.Join(", ", source.Type == copy.Type ? differences : ["type", .. differences])}), so it was not adopted"),
            _ => ParameterPlan.Failed(source.Name, Obstacle.Conflict, $"a parameter of that name stands in {rules.Region} without our mark (Parameters__OnConflict is Fail)"),
        };

    /// <summary>The service changes no type: our copy goes, and comes again. What is not marked yet is marked first, since nothing else is ever deleted.</summary>
    private static ParameterPlan PlanOtherType(
        ParameterState source, ParameterState copy, Standing standing, ImmutableSortedDictionary<string, string> tags, ImmutableArray<Remark> remarks)
    {
        var mark = standing == Standing.Ours ? [] : TagSteps.Between(copy, tags, Reason(standing));
        return Change(
            source.Name,
            [.. mark, new ParameterStep.Delete(copy.Name, copy.Version, IsForGood: false, $"a {copy.Type} cannot become a {source.Type}: it is created again")],
            remarks);
    }

    private static string Reason(Standing standing) => standing switch
    {
        Standing.ReplacedCopy => "tags differ: a copy of the replaced system is taken over",
        Standing.Unmarked => "tags differ: it becomes ours (Parameters__OnConflict)",
        _ => "tags differ",
    };

    private static ParameterPlan Change(string name, ImmutableArray<ParameterStep> steps, ImmutableArray<Remark> remarks) =>
        new(name, Verdict.Change, steps, remarks);
}
