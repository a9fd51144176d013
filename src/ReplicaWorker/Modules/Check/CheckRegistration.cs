using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReplicaWorker.Modules.Check.Checks;

namespace ReplicaWorker.Modules.Check;

internal static class CheckRegistration
{
    public static void AddCheck(this IHostApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<CheckClients>()
            .AddSingleton<MirroredRepository>()
            .AddSingleton<ICheckSource, IdentityChecks>()
            .AddSingleton<ICheckSource, ClockCheck>()
            .AddSingleton<ICheckSource, ConfigurationCheck>()
            .AddSingleton<ICheckSource, RepositoryChecks>()
            .AddSingleton<ICheckSource, SecretChecks>()
            .AddSingleton<ICheckSource, ParameterChecks>()
            .AddSingleton<ICheckSource, FenceChecks>()
            .AddSingleton<ICheckSource, KeyChecks>()
            .AddSingleton<ICheckSource, EventBusCheck>()
            .AddSingleton<CheckRunner>()
            .AddSingleton<IModule<CheckRequest>, CheckModule>();
}
