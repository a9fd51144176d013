using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>For the few places where an answer is welcome but its absence changes nothing.</summary>
internal static class AnswerExtensions
{
    /// <summary>The answer, or null when it could not be had. Never where "unknown" would be read as "there is none".</summary>
    public static async Task<T?> OrNullAsync<T>(this Task<T?> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            return null;    // whoever needs the answer awaits the task itself, and reports
        }
    }
}
