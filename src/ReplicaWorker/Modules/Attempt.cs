using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules;

/// <summary>One module's part of a run in which others have theirs.</summary>
internal static class Attempt
{
    /// <summary>A module that cannot even list its source is a failure of its own; the others go on.</summary>
    /// <param name="module">Its name, which stands for everything it would have done.</param>
    /// <param name="region">The primary region.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="stopping">After it is signalled nothing goes on.</param>
    public static async Task<Outcome> RunAsync(string module, string region, Func<Task<Outcome>> run, CancellationToken stopping)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested && Meaning.Of(failure) != ExitCode.Bug)
        {
            return Outcome.Of(region, default, new Failure(region, module, OneLine.Of(failure.Message), Meaning.Of(failure)));
        }
    }
}
