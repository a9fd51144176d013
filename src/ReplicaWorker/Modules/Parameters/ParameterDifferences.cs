using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>From a plan to differences: one for each thing that its steps would change. Pure. An equal pair has none.</summary>
/// <param name="target">The region, and what a plan for it may do.</param>
/// <param name="maxDeletes">Whether an orphan can be deleted without anybody's confirmation.</param>
internal sealed class ParameterDifferences(ParameterTarget target, int maxDeletes)
{
    /// <param name="plan">For these two sides, read exactly.</param>
    /// <param name="source">Null: the primary region has none.</param>
    /// <param name="copy">Null: the replica region has none.</param>
    public ImmutableArray<Difference> Of(ParameterPlan plan, ParameterState? source, ParameterState? copy) => plan.Verdict switch
    {
        Verdict.Failed => [Obstructed(plan, source!, copy)],
        Verdict.Change when copy is null => [Missing(source!)],
        Verdict.Change when source is null => [Extra(copy)],
        Verdict.Change when source.Type != copy.Type => [OfBoth(DifferenceKind.Type, "Type", $"a {source.Type} in {target.PrimaryRegion}, a {copy.Type} in {target.Name}", source, copy)],
        Verdict.Change => [.. Properties(source, copy), .. Tags(plan), .. Labels(source, copy)],
        _ => [],
    };

    private string Ours(string name, params IEnumerable<string> options) => CommandText.Ours("parameters", name, target.Name, options);

    private Difference Missing(ParameterState source) =>
        new(DifferenceKind.Missing, "", $"{target.Name} has no copy", [Ours(source.Name)]) { SourceChanged = Changed(source), SourceDigest = source.Content?.Shown };

    /// <remarks>Without change times: nobody knows when the source was deleted, and the copy's own age would make a new difference look old.</remarks>
    private Difference Extra(ParameterState copy) => new(
        DifferenceKind.Extra,
        "",
        $"a copy of ours, and {target.PrimaryRegion} has no such parameter",
        [
            maxDeletes > 0 ? Ours(copy.Name) : Ours(copy.Name, "--allow-deletes", "1"),
            CommandText.Of("aws", "ssm", "delete-parameter", "--region", target.Name, "--name", copy.Name),
        ])
    {
        ReplicaDigest = copy.Content?.Shown,
        IsRepairable = maxDeletes > 0,
    };

    /// <summary>What no run can bring in step: a person must decide, or configure something.</summary>
    private static Difference Obstructed(ParameterPlan plan, ParameterState source, ParameterState? copy)
    {
        var (kind, field) = plan.Obstacle switch
        {
            Obstacle.Conflict => (DifferenceKind.Conflict, ""),
            _ when copy is null => (DifferenceKind.Missing, ""),
            Obstacle.Key => (DifferenceKind.KmsKey, "KeyId"),
            Obstacle.Tags => (DifferenceKind.Tags, ""),
            _ => (DifferenceKind.Metadata, "Name"),
        };
        return new(kind, field, plan.Reason!, []) { SourceChanged = Changed(source), ReplicaChanged = Changed(copy), IsRepairable = false };
    }

    private IEnumerable<Difference> Properties(ParameterState source, ParameterState copy)
    {
        var rules = target.Rules;
        var wanted = ParameterComparison.Wanted(source, copy, rules);
        foreach (var property in ParameterComparison.Differences(source, copy, rules))
        {
            yield return property switch
            {
                ParameterComparison.Value => Value(source, copy),
                ParameterComparison.Key => OfBoth(
                    DifferenceKind.KmsKey, "KeyId", $"encrypted with {copy.KeyId ?? KmsKeyMap.Default}, and {wanted.KeyId} is wanted", source, copy),
                ParameterComparison.Policies => OfBoth(DifferenceKind.Policy, "Policies", "other policies", source, copy),
                ParameterComparison.Tier => OfBoth(DifferenceKind.Metadata, "Tier", $"{copy.Tier}, and {wanted.Tier} is wanted", source, copy),
                ParameterComparison.DataType => OfBoth(DifferenceKind.Metadata, "DataType", $"{copy.DataType}, and {wanted.DataType} is wanted", source, copy),
                ParameterComparison.Pattern => OfBoth(DifferenceKind.Metadata, "AllowedPattern", "another pattern", source, copy),
                _ => OfBoth(DifferenceKind.Metadata, "Description", "another description", source, copy),
            };
        }
    }

    private Difference Value(ParameterState source, ParameterState copy) =>
        OfBoth(DifferenceKind.Value, "Value", "the values differ", source, copy) with
        {
            SourceDigest = source.Content!.Shown,
            ReplicaDigest = copy.Content!.Shown,
            Expected = source.Content.IsRegionalTwinOf(copy.Content, target.PrimaryRegion, target.Name)
                ? "each value names its own region and is otherwise the same (a sync overwrites it unless Parameters__SkipRegionalValues says not to)"
                : null,
        };

    /// <remarks>Tags and labels have no change times: those of a parameter are its versions'.</remarks>
    private IEnumerable<Difference> Tags(ParameterPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            foreach (var (key, value) in step is ParameterStep.Tag tag ? tag.Tags : ImmutableSortedDictionary<string, string>.Empty)
            {
                yield return new(DifferenceKind.Tags, key, $"the tag {key} is missing or has another value", [Ours(plan.Name), .. TagLine(plan.Name, key, value)]);
            }

            foreach (var key in step is ParameterStep.Untag untag ? untag.Keys : [])
            {
                yield return new(
                    DifferenceKind.Tags,
                    key,
                    $"the tag {key} is not on the source",
                    [Ours(plan.Name), TagCommand("remove-tags-from-resource", plan.Name, "--tag-keys", key)]);
            }
        }
    }

    /// <summary>Only where the shorthand of the AWS CLI can say it: it takes commas and quotes for its own.</summary>
    private IEnumerable<string> TagLine(string name, string key, string value) =>
        (key + value).All(c => char.IsAsciiLetterOrDigit(c) || "_.:/+-@ ".Contains(c, StringComparison.Ordinal))
            ? [TagCommand("add-tags-to-resource", name, "--tags", $"Key={key},Value={value}")]
            : [];

    private string TagCommand(string operation, string name, string option, string value) => CommandText.Of(
        "aws", "ssm", operation, "--region", target.Name, "--resource-type", "Parameter", "--resource-id", name, option, value);

    private IEnumerable<Difference> Labels(ParameterState source, ParameterState copy)
    {
        var wanted = source.Labels?.Current ?? [];
        var have = source.Labels is null ? [] : copy.Labels?.Current ?? [];
        foreach (var label in wanted.SymmetricExcept(have))
        {
            var detail = wanted.Contains(label) ? $"the label {label} is not on the copy's current version" : $"the label {label} is not on the source's current version";
            yield return new(DifferenceKind.Labels, label, detail, [Ours(source.Name, "--labels")]);
        }
    }

    private Difference OfBoth(DifferenceKind kind, string field, string detail, ParameterState source, ParameterState copy) =>
        new(kind, field, detail, [Ours(source.Name)]) { SourceChanged = Changed(source), ReplicaChanged = Changed(copy) };

    private static DateTimeOffset? Changed(ParameterState? state) => state?.Modified is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null;
}
