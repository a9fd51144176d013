using Microsoft.Extensions.Logging;
using ReplicaWorker.Hosting;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Fence;

/// <summary>Sets and clears the fence of a region.</summary>
internal sealed partial class FenceModule(Fences fences, RunSwitches switches, ILogger<FenceModule> log) : IModule<FenceRequest>
{
    public async Task<Outcome> RunAsync(FenceRequest request, CancellationToken stopping)
    {
        var stands = await fences.IsFencedAsync(request.Region, stopping);
        if (stands == request.IsSet)
        {
            Already(request.Region, stands ? "fenced" : "open");
            return Outcome.Of(request.Region, new Counts(0, 1, 0, 0));
        }

        if (!switches.DryRun)
        {
            await (request.IsSet ? fences.SetAsync(request.Region, stopping) : fences.ClearAsync(request.Region, stopping));
        }

        Done(request.Region, request.IsSet ? "fenced: nothing is written there until the fence is cleared" : "open: replicated to again", fences.Name);
        return Outcome.Of(request.Region, new Counts(1, 0, 0, 0));
    }

    [LoggerMessage(LogLevel.Information, "{Region} is {State} already")]
    private partial void Already(string region, string state);

    [LoggerMessage(LogLevel.Information, "{Region} is {State} (parameter {Parameter})")]
    private partial void Done(string region, string state, string parameter);
}
