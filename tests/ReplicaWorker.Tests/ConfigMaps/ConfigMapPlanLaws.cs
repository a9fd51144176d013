using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Kubernetes;
using ReplicaWorker.Modules.ConfigMaps;
using static ReplicaWorker.Tests.ConfigMaps.Some;

namespace ReplicaWorker.Tests.ConfigMaps;

/// <summary>What holds for any two sides.</summary>
public sealed class ConfigMapPlanLaws
{
    private static readonly string[] Keys = ["a", "b", "c"];

    [Test]
    public void A_plan_applied_leaves_nothing_to_plan() => Prop.ForAll(Sides(), sides =>
    {
        var (source, copy, force) = sides;
        var rules = Rules with { Force = force, AllowDeletes = 9 };
        var plan = ConfigMapPlanner.Plan(source, Live(copy), rules);
        return plan.Verdict != ConfigMapVerdict.Change || ConfigMapPlanner.Plan(source, Live(Taken(plan.Step!, copy)), rules).Verdict is ConfigMapVerdict.InStep or ConfigMapVerdict.LeftAlone;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void What_is_in_step_has_every_wanted_value() => Prop.ForAll(Sides(), sides =>
    {
        var (source, copy, force) = sides;
        return ConfigMapPlanner.Plan(source, Live(copy), Rules with { Force = force }).Verdict != ConfigMapVerdict.InStep
            || (source.Content?.All(pair => pair.Value.Equals(Live(copy)!.Content.GetValueOrDefault(pair.Key))) ?? copy is null);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void No_key_of_others_is_lost_unless_it_is_one_that_we_want() => Prop.ForAll(Sides(), sides =>
    {
        var (source, copy, force) = sides;
        var plan = ConfigMapPlanner.Plan(source, Live(copy), Rules with { Force = force, AllowDeletes = 9 });
        if (copy is null || plan.Verdict != ConfigMapVerdict.Change)
        {
            return true;
        }

        var theirs = Live(copy)!.Foreign.Where(pair => source.Content?.ContainsKey(pair.Key) != true).ToList();
        var after = Live(Taken(plan.Step!, copy));
        return theirs.TrueForAll(pair => pair.Value.Equals(after?.Content.GetValueOrDefault(pair.Key)));
    }).QuickCheckThrowOnFailure();

    private static LiveConfigMap? Live(ConfigMap? map) => map is null ? null : LiveConfigMap.Of(map);

    /// <summary>A server's doing.</summary>
    private static ConfigMap? Taken(ConfigMapStep step, ConfigMap? before) => step switch
    {
        ConfigMapStep.Apply apply => new FakeServer { Map = before }.Apply(new(apply.Target.Namespace, apply.Target.Name)
        {
            Labels = Mark.Labels,
            Annotations = Mark.Annotations(apply.Source),
            Data = apply.Content.ToDictionary(pair => pair.Key, pair => pair.Value.Reveal(), StringComparer.Ordinal),
        }),
        ConfigMapStep.Release release => new FakeServer { Map = before }.Apply(new(release.Target.Namespace, release.Target.Name)),
        _ => null,
    };

    private static Arbitrary<(SourceReading Source, ConfigMap? Copy, bool Force)> Sides() => (
        from content in Maybe(Values())
        from mark in Gen.Elements(Mark, Mark, Mark, AnothersMark)
        from ours in Values()
        from theirs in Values()
        from isThere in Gen.Elements(true, true, true, false)
        from isMarked in Gen.Elements(true, true, false)
        from force in Gen.Elements(true, false)
        select (new SourceReading(Entry(), content is null ? null : Content(content), "1"), isThere ? Map(isMarked ? mark : null, ours, theirs) : null, force)).ToArbitrary();

    private static ConfigMap Map(ConfigMapMark? mark, (string Key, string Value)[] ours, (string Key, string Value)[] theirs)
    {
        var map = new FakeServer().Apply(new(Target.Namespace, Target.Name)
        {
            Labels = mark?.Labels ?? (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(StringComparer.Ordinal),
            Annotations = mark?.Annotations(Entry().Source) ?? (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(StringComparer.Ordinal),
            Data = (mark is null ? [] : ours).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        });
        foreach (var (key, value) in theirs)
        {
            map.Data![key] = value;
            map.Metadata.ManagedFields!.Add(new() { Manager = "helm", Operation = "Update", FieldsV1 = FakeServer.Owning(key) });
        }

        return map;
    }

    private static Gen<(string Key, string Value)[]> Values() =>
        from keys in Gen.SubListOf(Keys)
        from values in Gen.Elements("1", "2").ArrayOf(keys.Count)
        select keys.Zip(values, (key, value) => (key, value)).ToArray();

    private static Gen<(string Key, string Value)[]?> Maybe(Gen<(string Key, string Value)[]> values) =>
        Gen.Frequency((6, values.Select((string, string)[]? (some) => some)), (1, Gen.Constant<(string, string)[]?>(null)))!;
}
