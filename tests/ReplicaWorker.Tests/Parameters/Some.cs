using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Parameters;

/// <summary>Parameters whose particulars do not matter, but for those a test names.</summary>
internal static class Some
{
    public const string East = "us-east-1";
    public const string West = "us-west-2";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static ContentKey Key { get; } = new();

    public static ReplicaOptions Replica { get; } = new() { PrimaryRegion = East, ReplicationRegions = [West], Project = "shop", Environment = "test" };

    public static IReadOnlyDictionary<string, string> OurMark { get; } = new OwnershipMark(Replica).Tags;

    public static ParameterState Parameter(string name = "/a", string value = "value", string type = "String") =>
        new() { Name = name, Type = type, Version = 1, Content = ParameterContent.Of(value, East, Key) };

    /// <summary>What a copy of ours looks like right after it was made.</summary>
    public static ParameterState CopyOf(ParameterState source) => source with { Tags = Mark().OnACopyOf(source.Tags), Arn = null };

    public static ParameterState With(this ParameterState state, params (string Key, string Value)[] tags) =>
        state with { Tags = tags.Concat(state.Tags.Select(tag => (tag.Key, tag.Value))).ToDictionary(tag => tag.Item1, tag => tag.Item2, StringComparer.Ordinal) };

    public static ParameterMark Mark(ReplicaOptions? replica = null, ParametersOptions? options = null) => new(replica ?? Replica, options ?? new());

    public static ParameterPlanRules Rules(ParameterConflict onConflict = ParameterConflict.Fail) => new(East, West, Mark(), onConflict, null, false, Now);

    public static ParameterPlan Plan(ParameterState? source, ParameterState? copy, Func<ParameterPlanRules, ParameterPlanRules>? with = null) =>
        ParameterPlanner.Plan("/a", source, copy, with is null ? Rules() : with(Rules()));

    public static IEnumerable<ParameterPolicy> Policies(params (string Text, string Status)[] policies) =>
        ParameterPolicy.ReadAll(policies.Select(policy => new ParameterInlinePolicy { PolicyText = policy.Text, PolicyStatus = policy.Status }));

    public static string Expiration(DateTimeOffset at) =>
        $$$"""{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"{{{at:yyyy-MM-ddTHH:mm:ss.fffZ}}}"}}""";

    public const string NoChange = """{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}""";
}
