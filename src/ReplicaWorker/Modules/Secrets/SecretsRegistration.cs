using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Secrets;

internal static class SecretsRegistration
{
    public static void AddSecrets(this IHostApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<SecretStore>()
            .AddSingleton<SecretReplication>()
            .AddSingleton<SecretHolds>()
            .AddSingleton<SecretValues>()
            .AddSingleton<IComparer, SecretComparer>()
            .AddSingleton<IModule<SecretsRequest>, SecretsModule>()
            .AddSingleton<IModule<ReleaseRequest>, SecretRelease>()
            .AddSingleton<IModule<PromoteRequest>, SecretPromotion>()
            .AddSingleton<IModule<ResumeRequest>, SecretResumption>();
}
