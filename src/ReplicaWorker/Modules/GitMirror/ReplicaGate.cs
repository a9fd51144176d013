using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What the fence of a replica's region lets a mirror do.</summary>
internal enum Gate
{
    Open,

    /// <summary>Nobody could say whether there is a fence: only what overwrites and deletes nothing.</summary>
    Unknown,

    /// <summary>The region has been failed over to: nothing at all.</summary>
    Fenced,
}

/// <summary>Asks for the fence before the first write to a replica, and says once what came of it.</summary>
/// <remarks>
/// A mirror does not wait for Parameter Store when its answer cannot matter, and does not stop for it when it cannot be reached:
/// a fast-forward loses nobody's work. All else stays as it is until somebody answers; a role that may not ask is a failure.
/// </remarks>
internal sealed class ReplicaGate(Fences fences, string repository, MirrorJournal journal)
{
    private Task<Gate>? _state;

    /// <summary>Lets the question travel while there is something else to wait for.</summary>
    public void AskEarly(CancellationToken stopping) => _ = fences.IsFencedAsync(journal.Region, stopping);

    public Task<Gate> StateAsync(CancellationToken stopping) => _state ??= AskAsync(stopping);

    public async Task<bool> IsOpenAsync(CancellationToken stopping) => await StateAsync(stopping) == Gate.Open;

    private async Task<Gate> AskAsync(CancellationToken stopping)
    {
        try
        {
            if (!await fences.IsFencedAsync(journal.Region, stopping))
            {
                return Gate.Open;
            }
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            journal.FenceUnknown($"{repository} fence", unable);
            return Gate.Unknown;
        }

        journal.HoldAll($"{journal.Region} is fenced ({fences.Name}): it has been failed over to; \"fence clear --region {journal.Region}\" opens it");
        return Gate.Fenced;
    }
}
