using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Secrets;

internal static class SecretsRegistration
{
    public static void AddSecrets(this WorkerBuilder builder) =>
        builder.Services
            .AddSingleton<SecretStore>()
            .AddSingleton<SecretReplication>()
            .AddSingleton<SecretHolds>()
            .AddSingleton<IModule<SecretsRequest>, SecretsModule>()
            .AddSingleton<IModule<ReleaseRequest>, SecretRelease>()
            .AddSingleton<IModule<PromoteRequest>, SecretPromotion>()
            .AddSingleton<IModule<ResumeRequest>, SecretResumption>();
}
