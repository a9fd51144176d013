using System.Globalization;

namespace ReplicaWorker.Modules.Drift;

/// <summary>How often drift is looked for: as it is meant, and as a rule's schedule has it.</summary>
internal static class CheckSchedule
{
    /// <summary><c>30m</c>, <c>1h</c>, <c>1d</c>.</summary>
    /// <returns>Null when it is not that.</returns>
    public static TimeSpan? Interval(string text) =>
        text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000
            ? char.ToLowerInvariant(text[^1]) switch
            {
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => null,
            }
            : null;

    /// <summary><c>rate(1 hour)</c>, <c>rate(30 minutes)</c>, <c>rate(7 days)</c>.</summary>
    /// <returns>Null for a <c>cron(…)</c>, whose distances may differ, and for what is neither.</returns>
    public static TimeSpan? Rate(string schedule)
    {
        if (!schedule.StartsWith("rate(", StringComparison.Ordinal) || !schedule.EndsWith(')')
            || schedule[5..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var unit])
        {
            return null;
        }

        return unit.TrimEnd('s') switch
        {
            "minute" => Interval(number + "m"),
            "hour" => Interval(number + "h"),
            "day" => Interval(number + "d"),
            _ => null,
        };
    }

    /// <summary>What is wrong with the deployment, as far as this run can tell; a run is not wrong because it comes too often or too seldom.</summary>
    public static IEnumerable<string> Warnings(DriftOptions options)
    {
        if (options is { CheckInterval: { } wanted, DeployedSchedule: { } schedule })
        {
            if (Rate(schedule) is not { } deployed)
            {
                yield return $"drift is meant to be looked for every {Text(wanted)}; whether the deployed {schedule} does so cannot be told, since it is not a rate(…)";
            }
            else if (deployed != wanted)
            {
                yield return $"drift is meant to be looked for every {Text(wanted)} (Drift__CheckInterval, or checkInterval), and the rule is deployed with {schedule}";
            }
        }

        if (options is { RetentionDays: { } days, DeployedRetentionDays: { } kept } && days != kept)
        {
            yield return $"reports are meant to be kept for {days} days (Drift__RetentionDays, or retentionDays), and the bucket's lifecycle rule is deployed with {kept}";
        }
    }

    private static string Text(TimeSpan interval) =>
        interval.Ticks % TimeSpan.TicksPerDay == 0 ? $"{interval.Days}d"
        : interval.Ticks % TimeSpan.TicksPerHour == 0 ? $"{(int)interval.TotalHours}h"
        : $"{(int)interval.TotalMinutes}m";
}
