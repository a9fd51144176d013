using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ReplicaWorker.Modules.Check.Checks;
using ReplicaWorker.Modules.Check.EndToEnd;
using ReplicaWorker.Modules.Check.Probes;
using ReplicaWorker.Options;

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
            .AddSingleton<IProbeSource, RepositoryProbe>()
            .AddSingleton<IProbeSource, SecretProbe>()
            .AddSingleton<IProbeSource, ParameterProbe>()
            .AddSingleton<IProbeSource, FenceProbe>()
            .AddSingleton<IProbeSource, EventProbe>()
            .AddSingleton(services => new ProbeName(
                services.GetRequiredService<IOptions<ReplicaOptions>>().Value,
                services.GetRequiredService<TimeProvider>().GetUtcNow() + ProbeName.Life,
                RandomNumberGenerator.GetHexString(8, lowercase: true)))
            .AddSingleton<CheckRunner>()
            .AddSingleton<ProbeRunner>()
            .AddSingleton<Travellers>()
            .AddSingleton<EndToEndTest>()
            .AddSingleton<IModule<CheckRequest>, CheckModule>();
}
