using LocalCloud.Aws;

namespace Bench.Config;

/// <summary>One run of the worker and every call that it made.</summary>
internal sealed record CountedRun(string Name, IReadOnlyList<AwsCall> Calls, TimeSpan Wall, long PeakMemory)
{
    private static readonly string[] Reading = ["Get", "List", "Describe", "BatchGet"];

    /// <summary>Calls that change something.</summary>
    public int Writes => Calls.Count(call => !Reading.Any(verb => call.Operation.StartsWith(verb, StringComparison.Ordinal)));

    /// <summary>The longest chain of calls of which each began after the one before had ended.</summary>
    public int Steps
    {
        get
        {
            var depths = new List<(TimeSpan End, int Depth)>();
            foreach (var call in Calls.OrderBy(call => call.Started))
            {
                var before = depths.Where(other => other.End <= call.Started).Select(other => other.Depth).DefaultIfEmpty().Max();
                depths.Add((call.Started + call.Duration, before + 1));
            }

            return depths.Select(call => call.Depth).DefaultIfEmpty().Max();
        }
    }

    /// <summary>Service, operation and region with their number, the most first.</summary>
    public IEnumerable<(string Operation, string Region, int Count)> ByOperation => Calls
        .GroupBy(call => (call.Service, call.Operation, call.Region))
        .Select(group => (group.Key.Service + ":" + group.Key.Operation, group.Key.Region, group.Count()))
        .OrderByDescending(group => group.Item3).ThenBy(group => group.Item1, StringComparer.Ordinal).ThenBy(group => group.Region, StringComparer.Ordinal);
}
