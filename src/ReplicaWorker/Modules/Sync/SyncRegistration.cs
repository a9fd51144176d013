using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ReplicaWorker.Modules.Sync;

internal static class SyncRegistration
{
    public static void AddSync(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<IModule<SyncRequest>, SyncModule>();
}
