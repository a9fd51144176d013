using System.Collections.Immutable;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Ignoring;

/// <summary>Puts the configured rules, and the built-in one, to findings.</summary>
internal static class IgnoreRules
{
    public const string BuiltIn = "built in";
    public const string MatchedNothing = "matched nothing";

    /// <summary>Findings that a rule holds for are ignored; the others are as they were.</summary>
    /// <param name="findings">Each before any state but open or in grace.</param>
    /// <param name="rules">The first that matches is the one that is named.</param>
    /// <param name="now">An expired rule holds for nothing.</param>
    public static ImmutableArray<Finding> Apply(IEnumerable<Finding> findings, ImmutableArray<IgnoreRule> rules, DateTimeOffset now)
    {
        IgnoreRule[] holding = [.. rules.Where(rule => !rule.HasExpired(now))];
        return [.. findings.Select(finding => Why(finding, holding) is { } why ? finding with { State = FindingState.Ignored, Ignored = why } : finding)];
    }

    /// <summary>Rules that do nothing: they hide what comes next, or are forgotten.</summary>
    /// <param name="findings">All of the run.</param>
    /// <param name="rules">As configured.</param>
    /// <param name="now">An expired rule is one that does nothing.</param>
    public static IEnumerable<UnusedRule> Unused(ImmutableArray<Finding> findings, ImmutableArray<IgnoreRule> rules, DateTimeOffset now) =>
        from rule in rules
        let why = rule.HasExpired(now) ? $"expired on {rule.Until:yyyy-MM-dd}" : findings.Any(rule.Matches) ? null : MatchedNothing
        where why is not null
        select new UnusedRule(rule.Text, why);

    private static Ignored? Why(Finding finding, IgnoreRule[] holding) =>
        finding.Difference.Expected is { } expected ? new(BuiltIn, expected, Until: null)
        : Array.Find(holding, rule => rule.Matches(finding)) is { } rule ? new(rule.Text, rule.Reason, rule.Until)
        : null;
}
