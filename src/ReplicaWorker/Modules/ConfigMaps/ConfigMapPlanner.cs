using System.Collections.Immutable;
using ReplicaWorker.Kubernetes;
using ReplicaWorker.Modules.Parameters;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>From what an entry wants and what stands there to what must happen. Pure: no clock, no network, no log.</summary>
internal static class ConfigMapPlanner
{
    /// <summary>Of all values together.</summary>
    /// <remarks>Source: Kubernetes, "ConfigMaps": "the data stored in a ConfigMap cannot exceed 1 MiB".</remarks>
    public const int LargestContent = 1024 * 1024;

    private const int KeysShown = 10;

    /// <param name="source">What the entry wants; without content the source does not exist.</param>
    /// <param name="live">What stands there; null: nothing.</param>
    /// <param name="rules">What to go by.</param>
    public static ConfigMapPlan Plan(SourceReading source, LiveConfigMap? live, ConfigMapPlanRules rules)
    {
        var target = source.Entry.Target;
        return (source.Content, live) switch
        {
            (null, null) => new(target, ConfigMapVerdict.InStep),
            (null, { } copy) => Remove(copy, $"{source.Entry.Source} does not exist", rules),
            ({ } wanted, null) => Size(wanted.Values) is > LargestContent and var size ? TooLarge(target, size, foreign: 0) : Create(source.Entry, wanted),
            ({ } wanted, { } copy) => Compare(source.Entry, wanted, copy, rules),
        };
    }

    /// <summary>What becomes of a copy that nobody wants any more.</summary>
    public static ConfigMapPlan Remove(LiveConfigMap live, string reason, ConfigMapPlanRules rules) =>
        rules.Mark.Of(live) != Standing.Ours ? new(live.Name, ConfigMapVerdict.LeftAlone) { Reason = "it does not bear our mark" }
        : live.Foreign.Any() ? Change(new ConfigMapStep.Release(live.Name, $"{reason}; it holds keys of others, which stay"))
        : Change(new ConfigMapStep.Delete(live.Name, live.Uid, live.ResourceVersion, reason));

    private static ConfigMapPlan Create(ConfigMapEntry entry, ImmutableSortedDictionary<string, ConfigMapValue> wanted) =>
        Change(new ConfigMapStep.Apply(entry.Target, entry.Source, wanted, IsNew: true, $"{wanted.Count} keys of {entry.Source}")) with { Set = [.. wanted.Keys] };

    private static ConfigMapPlan Compare(
        ConfigMapEntry entry, ImmutableSortedDictionary<string, ConfigMapValue> wanted, LiveConfigMap live, ConfigMapPlanRules rules)
    {
        var standing = rules.Mark.Of(live);
        if (standing == Standing.AnothersCopy)
        {
            return Conflict(live.Name, $"{live.Name} is the copy of another installation ({live.Annotations.GetValueOrDefault(ConfigMapMark.OriginKey, "unnamed")})");
        }

        if (standing == Standing.Unmarked && !rules.Force)
        {
            return Conflict(live.Name, $"{live.Name} is there and bears no mark of ours (ConfigMaps__Force=true takes it over, and leaves its other keys)");
        }

        var changed = wanted.Where(pair => !pair.Value.Equals(live.Content.GetValueOrDefault(pair.Key))).Select(pair => pair.Key).ToImmutableArray();
        var shared = wanted.Where(pair => !live.Owners.IsOurs(LiveConfigMap.Field(pair.Key, pair.Value))).Select(pair => pair.Key).Except(changed, StringComparer.Ordinal).ToImmutableArray();
        var pruned = Pruned(wanted, live);
        var plan = new ConfigMapPlan(live.Name, ConfigMapVerdict.Change)
        {
            Set = [.. changed.Concat(shared).Order(StringComparer.Ordinal)],
            Pruned = pruned,
            IsMarkWrong = !HasMark(entry.Source, live, rules.Mark),
            Conflicts = rules.Force ? [] : [.. changed.SelectMany(key => Conflicts(key, wanted[key], live))],
        };
        return Judge(entry, wanted, live, plan, changesData: changed.Length + pruned.Length > 0, rules);
    }

    private static ConfigMapPlan Judge(
        ConfigMapEntry entry,
        ImmutableSortedDictionary<string, ConfigMapValue> wanted,
        LiveConfigMap live,
        ConfigMapPlan plan,
        bool changesData,
        ConfigMapPlanRules rules)
    {
        if (plan is { Set.IsEmpty: true, Pruned.IsEmpty: true, IsMarkWrong: false })
        {
            return new(live.Name, ConfigMapVerdict.InStep);
        }

        if (!plan.Conflicts.IsEmpty)
        {
            var fields = plan.Conflicts.Select(conflict => $"{conflict.Field} belongs to {conflict.Manager}");
            return Conflict(live.Name, $"{live.Name}: {string.Join(", ", fields)} (ConfigMaps__Force=true takes fields over)") with { Conflicts = plan.Conflicts, Set = plan.Set };
        }

        if (live.IsImmutable && changesData)
        {
            return plan with { Verdict = ConfigMapVerdict.Failed, Reason = $"{live.Name} is immutable, and its keys differ: delete it, and the next run makes it anew" };
        }

        var foreign = Size(live.Foreign.Where(pair => !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value));
        if (Size(wanted.Values) + foreign is > LargestContent and var size)
        {
            return TooLarge(live.Name, size, foreign) with { Set = plan.Set, Pruned = plan.Pruned };
        }

        plan = plan with { Step = new ConfigMapStep.Apply(live.Name, entry.Source, wanted, IsNew: false, Words(plan)) };
        return wanted.IsEmpty && !plan.Pruned.IsEmpty && rules.AllowDeletes is null or 0
            ? plan with { Verdict = ConfigMapVerdict.Held, Reason = $"{entry.Source} has no key that may go; --allow-deletes 1 confirms that all {plan.Pruned.Length} keys are taken out" }
            : plan;
    }

    /// <summary>Fields of ours that are not wanted, also where a key has moved from text to binary data.</summary>
    private static ImmutableArray<string> Pruned(ImmutableSortedDictionary<string, ConfigMapValue> wanted, LiveConfigMap live)
    {
        var text = live.Owners.Ours("data").Where(key => wanted.GetValueOrDefault(key) is not { IsBinary: false });
        var binary = live.Owners.Ours("binaryData").Where(key => wanted.GetValueOrDefault(key) is not { IsBinary: true });
        return [.. text.Concat(binary).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<FieldConflict> Conflicts(string key, ConfigMapValue wanted, LiveConfigMap live) =>
        live.Content.GetValueOrDefault(key) is { } there && there.IsBinary == wanted.IsBinary
            ? live.Owners.Others(LiveConfigMap.Field(key, there)).Select(manager => new FieldConflict($".{LiveConfigMap.Field(key, there).Replace('/', '.')}", manager))
            : [];

    private static bool HasMark(EntrySource source, LiveConfigMap live, ConfigMapMark mark) =>
        mark.Labels.All(label => live.Labels.GetValueOrDefault(label.Key) == label.Value && live.Owners.IsOurs("labels/" + label.Key))
        && mark.Annotations(source).All(note => live.Annotations.GetValueOrDefault(note.Key) == note.Value && live.Owners.IsOurs("annotations/" + note.Key));

    private static int Size(IEnumerable<ConfigMapValue> values) => values.Sum(value => value.Bytes);

    private static ConfigMapPlan Change(ConfigMapStep step) => new(step.Target, ConfigMapVerdict.Change) { Step = step };

    private static ConfigMapPlan Conflict(ConfigMapName target, string reason) => new(target, ConfigMapVerdict.Failed) { Reason = reason, IsConflict = true };

    private static ConfigMapPlan TooLarge(ConfigMapName target, int size, int foreign) => new(target, ConfigMapVerdict.Failed)
    {
        Reason = $"{target} would hold {size} bytes{(foreign > 0 ? $", {foreign} of them others'" : "")}: a ConfigMap holds {LargestContent} at most",
    };

    private static string Words(ConfigMapPlan plan)
    {
        var parts = new List<string>();
        if (!plan.Set.IsEmpty)
        {
            parts.Add("set " + Shown(plan.Set));
        }

        if (!plan.Pruned.IsEmpty)
        {
            parts.Add("take out " + Shown(plan.Pruned));
        }

        if (plan.IsMarkWrong)
        {
            parts.Add("mark");
        }

        return string.Join("; ", parts);
    }

    private static string Shown(ImmutableArray<string> keys) =>
        string.Join(", ", keys.Take(KeysShown)) + (keys.Length > KeysShown ? $" and {keys.Length - KeysShown} more" : "");
}
