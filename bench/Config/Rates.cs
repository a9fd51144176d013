namespace Bench.Config;

/// <summary>The published rates of the services, and where there are none, what is safe.</summary>
internal static class Rates
{
    private static readonly Dictionary<string, double> PerSecond = new(StringComparer.Ordinal)
    {
        ["ssm:GetParameters"] = 40,
        ["ssm:GetParameter"] = 40,
        ["ssm:DescribeParameters"] = 10,
        ["tagging:GetResources"] = 10,
    };

    /// <summary>The time that a run would take whose calls grow with its items, bound by the slowest region and operation.</summary>
    /// <param name="run">What was counted.</param>
    /// <param name="factor">How many times as many items.</param>
    /// <param name="putsPerSecond">PutParameter's rate, which an account can raise.</param>
    public static double Seconds(CountedRun run, double factor, double putsPerSecond) => run.ByOperation
        .Where(group => group.Operation == "ssm:PutParameter" || PerSecond.ContainsKey(group.Operation))
        .GroupBy(group => group.Region, StringComparer.Ordinal)
        .Select(region => region.Sum(group =>
            group.Count * factor / (group.Operation == "ssm:PutParameter" ? putsPerSecond : PerSecond[group.Operation])))
        .DefaultIfEmpty()
        .Max();
}
