using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Parameters;

internal static class ParametersRegistration
{
    public static void AddParameters(this IHostApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<ParameterPacing>()
            .AddSingleton<ParameterStore>()
            .AddSingleton<ParameterReader>()
            .AddSingleton<ParameterWriter>()
            .AddSingleton<ParameterDigests>()
            .AddSingleton<IModule<ParametersRequest>, ParametersModule>()
            .AddSingleton<IComparer, ParameterComparer>();
}
