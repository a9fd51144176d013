using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Fence;

internal static class FenceRegistration
{
    public static void AddFence(this WorkerBuilder builder) =>
        builder.Services
            .AddSingleton<Fences>()
            .AddSingleton<IModule<FenceRequest>, FenceModule>();
}
