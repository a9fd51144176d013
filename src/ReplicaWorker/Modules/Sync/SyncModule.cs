using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Sync;

/// <summary>The daily safety net: every module over everything, so that a lost event is repaired within a day.</summary>
/// <remarks>One after the other: each is bounded by its service's rates, not by us, and memory is that of one.</remarks>
internal sealed partial class SyncModule(
    IModule<MirrorRequest> mirror,
    IModule<SecretsRequest> secrets,
    IModule<ParametersRequest> parameters,
    IOptions<ReplicaOptions> options,
    ILogger<SyncModule> log) : IModule<SyncRequest>
{
    public async Task<Outcome> RunAsync(SyncRequest request, CancellationToken stopping) =>
        await TryAsync(ModuleNames.GitMirror, () => mirror.RunAsync(new([], All: true), stopping), stopping)
        + await TryAsync(ModuleNames.Secrets, () => secrets.RunAsync(new([], All: true), stopping), stopping)
        + await TryAsync(ModuleNames.Parameters, () => parameters.RunAsync(ParametersRequest.Everything(), stopping), stopping);

    /// <summary>A module that cannot even list its source is a failure of its own; the others go on.</summary>
    private async Task<Outcome> TryAsync(string module, Func<Task<Outcome>> run, CancellationToken stopping)
    {
        Outcome outcome;
        try
        {
            outcome = await run();
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested && Meaning.Of(failure) != ExitCode.Bug)
        {
            var region = options.Value.PrimaryRegion;
            outcome = Outcome.Of(region, default, new Failure(region, module, OneLine.Of(failure.Message), Meaning.Of(failure)));
        }

        var total = outcome.Total;
        Finished(module, total.Changed, total.Unchanged, total.Held, total.Failed);
        return outcome;
    }

    [LoggerMessage(LogLevel.Information, "{Part}: {Changed} changed, {Unchanged} in step, {Held} held, {Failed} failed")]
    private partial void Finished(string part, int changed, int unchanged, int held, int failed);
}
