using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Sync;

internal static class SyncRegistration
{
    public static void AddSync(this WorkerBuilder builder) =>
        builder.Services.AddSingleton<IModule<SyncRequest>, SyncModule>();
}
