using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>A source and its copy, property by property.</summary>
internal static class ParameterComparison
{
    /// <summary>Names of properties, in plans and log lines.</summary>
    public const string Value = "value";
    public const string Description = "description";
    public const string Pattern = "allowed pattern";
    public const string DataType = "data type";
    public const string Tier = "tier";
    public const string Policies = "policies";
    public const string Key = "key";

    private const string Advanced = "Advanced";
    private const string Standard = "Standard";

    /// <summary>Above it a value needs the advanced tier. Source: Systems Manager user guide, "Managing parameter tiers".</summary>
    private const int LongestStandardValue = 4_096;

    /// <summary>The names of the properties that a put would change; tags, labels and type are not among them.</summary>
    public static ImmutableArray<string> Differences(ParameterState source, ParameterState copy, ParameterPlanRules rules)
    {
        var wanted = Wanted(source, copy, rules);
        var found = ImmutableArray.CreateBuilder<string>();
        Add(Value, source.Content is { } value && copy.Content is { } copied && !value.Equals(copied));
        Add(Description, wanted.Description != copy.Description);
        Add(Pattern, wanted.AllowedPattern != copy.AllowedPattern);
        Add(DataType, wanted.DataType != copy.DataType);
        Add(Tier, wanted.Tier != TierOf(copy));
        Add(Policies, !HaveSamePolicies(source, copy, rules.Now));
        Add(Key, source.Type == "SecureString" && copy.Type == source.Type && !KmsKeyMap.AreSame(wanted.KeyId, copy.KeyId));
        return found.ToImmutable();

        void Add(string property, bool differs)
        {
            if (differs)
            {
                found.Add(property);
            }
        }
    }

    /// <summary>What the copy is to be.</summary>
    public static WantedParameter Wanted(ParameterState source, ParameterState? copy, ParameterPlanRules rules)
    {
        var policies = ToCopy(source, rules.Now).ToImmutableArray();
        return new(
            source.Name,
            source.Type,
            source.Content,
            source.Description,
            source.AllowedPattern,
            source.DataType,
            copy is not null && StaysAdvanced(source, copy) ? Advanced : TierOf(source),
            !policies.IsEmpty ? ParameterPolicy.ToJson(policies) : copy is { Policies.IsEmpty: false } ? ParameterPolicy.None : null,
            source.Type == "SecureString" ? KmsKeyMap.Map(source.KeyId, rules.Region, rules.KmsKey) : null);
    }

    /// <summary>An advanced parameter cannot become standard but by being deleted, which a copy is not for a matter of price.</summary>
    public static bool StaysAdvanced(ParameterState source, ParameterState copy) =>
        TierOf(source) == Standard && TierOf(copy) == Advanced && source.Type == copy.Type;

    /// <summary>Without those that have done their work: a past Expiration would delete the copy at once, a notification be sent again.</summary>
    private static IEnumerable<ParameterPolicy> ToCopy(ParameterState source, DateTimeOffset now) =>
        source.Policies.Where(policy => !policy.IsFinished && !(policy.ExpiresAt <= now));

    /// <remarks>A policy that has finished on one side only is no difference: it did so by itself, and would again.</remarks>
    private static bool HaveSamePolicies(ParameterState source, ParameterState copy, DateTimeOffset now)
    {
        var missing = ToCopy(source, now).Any(policy => !Has(copy, policy));
        var extra = copy.Policies.Any(policy => !policy.IsFinished && !Has(source, policy));
        return !missing && !extra;

        static bool Has(ParameterState state, ParameterPolicy policy) => state.Policies.Any(other => other.Canonical == policy.Canonical);
    }

    /// <summary>The tier as the service would have chosen it, where a server has kept the wish and not the choice.</summary>
    private static string TierOf(ParameterState state) =>
        state.Tier is Advanced or Standard ? state.Tier
        : state.Content?.Bytes > LongestStandardValue || !state.Policies.IsEmpty ? Advanced
        : Standard;
}
