using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReplicaWorker.Modules.Drift.Trends;

namespace ReplicaWorker.Modules.Drift;

internal static class DriftRegistration
{
    public static void AddDrift(this IHostApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<ConfigurationHash>()
            .AddSingleton<ReportStore>()
            .AddSingleton<LastReportReader>()
            .AddSingleton<DriftJournal>()
            .AddSingleton<ReportDelivery>()
            .AddSingleton<IModule<DriftRequest>, DriftModule>();
}
