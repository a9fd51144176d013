namespace ReplicaWorker.Modules.GitMirror;

/// <summary>When git has its first connection, and its first request is about to be written.</summary>
/// <remarks>
/// Until then nothing else is begun that can wait: on the fraction of a processor that a task has, making the API's clients would
/// hold up git's first request for a fifth of the time since the process began. After it, there is git's answer to wait for.
/// </remarks>
internal sealed class FirstConnection
{
    private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Made => _made.Task;

    public void Set() => _made.TrySetResult();
}
