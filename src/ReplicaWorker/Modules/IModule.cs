using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules;

/// <summary>Brings one kind of thing in every replica region in step with the primary region.</summary>
/// <remarks>
/// Read two snapshots, compute a plan, apply it, say what happened. A module never ends the process and never
/// retries a whole run: both are the host's. Running it twice changes nothing the second time.
/// </remarks>
/// <typeparam name="TRequest">What to look at. A hint of where to look, never the truth about state.</typeparam>
internal interface IModule<in TRequest>
{
    /// <param name="request">What to look at.</param>
    /// <param name="stopping">Signalled on SIGTERM, and when the run's time is up.</param>
    /// <returns>Everything that was done; failures of single items and regions are inside, not thrown and not logged: the host logs them.</returns>
    /// <exception cref="ReplicaException">Nothing could be done at all, and the case says who must act.</exception>
    Task<Outcome> RunAsync(TRequest request, CancellationToken stopping);
}
