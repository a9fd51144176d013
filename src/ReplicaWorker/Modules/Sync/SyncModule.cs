using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.ConfigMaps;
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
    IModule<ConfigMapsRequest> configMaps,
    IOptions<ReplicaOptions> options,
    ILogger<SyncModule> log) : IModule<SyncRequest>
{
    public async Task<Outcome> RunAsync(SyncRequest request, CancellationToken stopping) =>
        await TryAsync(ModuleNames.GitMirror, () => mirror.RunAsync(new([], All: true), stopping), stopping)
        + await TryAsync(ModuleNames.Secrets, () => secrets.RunAsync(new([], All: true), stopping), stopping)
        + await TryAsync(ModuleNames.Parameters, () => parameters.RunAsync(ParametersRequest.Everything(), stopping), stopping)
        + await TryAsync(ModuleNames.ConfigMaps, () => configMaps.RunAsync(ConfigMapsRequest.Everything, stopping), stopping);

    private async Task<Outcome> TryAsync(string module, Func<Task<Outcome>> run, CancellationToken stopping)
    {
        var outcome = await Attempt.RunAsync(module, options.Value.PrimaryRegion, run, stopping);
        var total = outcome.Total;
        Finished(module, total.Changed, total.Unchanged, total.Held, total.Failed);
        return outcome;
    }

    [LoggerMessage(LogLevel.Information, "{Part}: {Changed} changed, {Unchanged} in step, {Held} held, {Failed} failed")]
    private partial void Finished(string part, int changed, int unchanged, int held, int failed);
}
