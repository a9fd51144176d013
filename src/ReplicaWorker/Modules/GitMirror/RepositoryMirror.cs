using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Mirrors one repository to all its replicas: the regions go together, and fail apart.</summary>
internal sealed class RepositoryMirror(
    MirrorSource source,
    IReadOnlyList<ReplicaRepository> replicas,
    MirrorStore store,
    Fences fences,
    GitMirrorOptions options,
    FirstConnection connection,
    TimeProvider time,
    ILogger log)
{
    /// <param name="settingsFor">The settings for a region.</param>
    /// <param name="retry">Repeats what may pass.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<Outcome> RunAsync(Func<string, MirrorSettings> settingsFor, MirrorRetry retry, CancellationToken stopping)
    {
        var together = new TogetherRound(replicas.Count, source, time, stopping);
        var outcomes = await Task.WhenAll(replicas.Select(replica => MirrorAsync(replica, settingsFor(replica.Region), together, retry, stopping)));
        return outcomes.Aggregate(Outcome.Nothing, Outcome.Add);
    }

    private async Task<Outcome> MirrorAsync(
        ReplicaRepository replica, MirrorSettings settings, TogetherRound together, MirrorRetry retry, CancellationToken stopping)
    {
        var journal = new MirrorJournal(source.Name, replica.Region, settings.DryRun, log);
        var defaultBranch = new DefaultBranch(source, replica, store, options);
        var gate = new ReplicaGate(fences, source.Name, journal);
        var mirror = new ReplicaMirror(source, replica, defaultBranch, settings, gate, together, journal, log);

        // Git goes first, the API is asked while git waits; whoever needs an answer awaits it, and a failure is not lost there.
        var mirroring = TryAsync(journal, source.Name, () => mirror.RunAsync(retry, stopping));
        await Task.WhenAny(connection.Made, mirroring);
        if (source.IsHinted)
        {
            gate.AskEarly(stopping);
        }

        _ = source.Metadata.OrNullAsync();
        _ = replica.MetadataAsync(stopping).OrNullAsync();

        if (await mirroring && mirror.SourceListing is { } seen)
        {
            await TryAsync(journal, $"{source.Name} default branch", async () =>
            {
                Report(journal, await defaultBranch.SettleAsync(seen, settings.DryRun, journal.HasChanges, gate, stopping));
                return true;
            });
            await TryAsync(journal, $"{source.Name} description", async () =>
            {
                Report(journal, await DescribeAsync(replica, settings.DryRun, gate, stopping));
                return true;
            });
        }

        return journal.ToOutcome();
    }

    /// <summary>Gives the replica the source's description.</summary>
    /// <returns>What was done, or null when it was right already.</returns>
    private async Task<string?> DescribeAsync(ReplicaRepository replica, bool dryRun, ReplicaGate gate, CancellationToken stopping)
    {
        // An API that could not be asked has been reported with the default branch.
        var (wanted, current) = (await source.Metadata.OrNullAsync(), await replica.MetadataAsync(stopping).OrNullAsync());
        if (wanted is null || current is null || (wanted.RepositoryDescription ?? "") == (current.RepositoryDescription ?? "")
            || !await gate.IsOpenAsync(stopping))
        {
            return null;
        }

        if (!dryRun)
        {
            await store.SetDescriptionAsync(replica.Region, replica.Name, wanted.RepositoryDescription, stopping);
        }

        return "description updated";
    }

    private static void Report(MirrorJournal journal, string? done)
    {
        if (done is not null)
        {
            journal.ChangedOther(done);
        }
    }

    /// <summary>One item's failure does not stop the others; a defect of ours, and the end of the run, do.</summary>
    private static async Task<bool> TryAsync(MirrorJournal journal, string item, Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException && Meaning.Of(failure) != ExitCode.Bug)
        {
            journal.Fail(item, failure);
            return false;
        }
    }
}
