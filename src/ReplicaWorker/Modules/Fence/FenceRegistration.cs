using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ReplicaWorker.Modules.Fence;

internal static class FenceRegistration
{
    public static void AddFence(this IHostApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<Fences>()
            .AddSingleton<IModule<FenceRequest>, FenceModule>();
}
