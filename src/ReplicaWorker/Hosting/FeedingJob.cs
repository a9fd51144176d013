using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting;

/// <summary>A change of a secret or a parameter is also one of the ConfigMaps that it feeds.</summary>
internal static class FeedingJob
{
    /// <summary>The same job, and beside it the ConfigMaps that are fed. Where none is, no call is made for them.</summary>
    public static Job And(this Job job, ConfigMapsRequest fed) => job with
    {
        RunAsync = (services, stopping) =>
        {
            var options = services.GetRequiredService<IOptions<ConfigMapsOptions>>().Value;
            return options.Enabled && options.Entries.Any(fed.Wants) ? BothAsync(job, fed, services, stopping) : job.RunAsync(services, stopping);
        },
    };

    private static async Task<Outcome> BothAsync(Job job, ConfigMapsRequest fed, IServiceProvider services, CancellationToken stopping)
    {
        var region = services.GetRequiredService<IOptions<ReplicaOptions>>().Value.PrimaryRegion;
        var outcomes = await Task.WhenAll(
            Attempt.RunAsync(job.Module, region, () => job.RunAsync(services, stopping), stopping),
            Attempt.RunAsync(ModuleNames.ConfigMaps, region, () => services.GetRequiredService<IModule<ConfigMapsRequest>>().RunAsync(fed, stopping), stopping));
        return outcomes[0] + outcomes[1];
    }
}
