using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Modules.ConfigMaps;

internal static class ConfigMapsRegistration
{
    public static void AddConfigMaps(this IHostApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<KubernetesRetry>()
            .AddSingleton<Clusters>()
            .AddSingleton<SourceReader>()
            .AddSingleton<IModule<ConfigMapsRequest>, ConfigMapsModule>();
}
