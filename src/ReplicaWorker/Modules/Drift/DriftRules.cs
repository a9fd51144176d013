using System.Collections.Immutable;
using ReplicaWorker.Modules.Drift.Ignoring;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Drift;

/// <summary>What a single value of <see cref="DriftOptions"/> cannot say of itself.</summary>
internal static class DriftRules
{
    public static void Check(DriftOptions options, SettingsSection settings)
    {
        if (options.ReportBucket is { } bucket && !IsBucket(bucket))
        {
            settings.Wrong(nameof(options.ReportBucket), $"is {SettingsSection.Shown(bucket)}, not a bucket's name (3 to 63 lower-case letters, digits, '-' or '.')");
        }
    }

    public static ImmutableArray<IgnoreRule> ReadIgnoreRules(SettingsSection settings, ReplicaOptions replica)
    {
        const string Key = nameof(DriftOptions.IgnoreRules);
        var rules = ImmutableArray.CreateBuilder<IgnoreRule>();
        foreach (var text in (settings.Text(Key) ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                var rule = IgnoreRuleText.Parse(text);
                if (rule.Region is { } region && !replica.ReplicationRegions.Any(known => Matching.Glob.Matches(region, known)))
                {
                    settings.Wrong(Key, $"has a rule for the region {SettingsSection.Shown(region)}, which is not a replication region");
                }

                rules.Add(rule);
            }
            catch (FormatException wrong)
            {
                settings.Wrong(Key, $"has {SettingsSection.Shown(text)}: {wrong.Message}");
            }
        }

        return rules.ToImmutable();
    }

    public static TimeSpan? ReadInterval(SettingsSection settings, string key)
    {
        if (settings.Text(key) is not { } text)
        {
            return null;
        }

        var interval = CheckSchedule.Interval(text);
        if (interval is null)
        {
            settings.Wrong(key, $"is {SettingsSection.Shown(text)}, not an interval such as 30m, 1h or 1d");
        }

        return interval;
    }

    /// <remarks>Source: S3 user guide, bucket naming rules.</remarks>
    private static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
        && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal);
}
