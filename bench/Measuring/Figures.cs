namespace Bench.Measuring;

/// <summary>What one arm took for one replication.</summary>
/// <param name="Wall">From the start of its first process to the end of its last.</param>
/// <param name="FromSource">Bytes of HTTP bodies that the source's server sent.</param>
/// <param name="ToTarget">Bytes of HTTP bodies that the replica's server received.</param>
/// <param name="PushBytes">The part of it that is pushes: commands and pack.</param>
/// <param name="PeakMemory">Bytes of resident memory, of the largest single process.</param>
/// <param name="DiskWritten">Bytes that all its processes wrote to files.</param>
/// <param name="GitRequests">HTTP requests to both git servers.</param>
/// <param name="ApiCalls">Calls of the CodeCommit API.</param>
internal sealed record Figures(
    TimeSpan Wall, long FromSource, long ToTarget, long PushBytes, long PeakMemory, long DiskWritten, int GitRequests, int ApiCalls)
{
    /// <summary>Each figure's own median.</summary>
    public static Figures Median(IReadOnlyList<Figures> runs) => new(
        Middle(runs, run => run.Wall),
        Middle(runs, run => run.FromSource),
        Middle(runs, run => run.ToTarget),
        Middle(runs, run => run.PushBytes),
        Middle(runs, run => run.PeakMemory),
        Middle(runs, run => run.DiskWritten),
        Middle(runs, run => run.GitRequests),
        Middle(runs, run => run.ApiCalls));

    /// <summary>The lower one of the two middle values when their number is even.</summary>
    public static T Middle<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, T> of) => items.Select(of).Order().ElementAt((items.Count - 1) / 2);
}
