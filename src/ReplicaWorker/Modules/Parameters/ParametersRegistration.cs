using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

internal static class ParametersRegistration
{
    public static void AddParameters(this WorkerBuilder builder) =>
        builder.Services
            .AddSingleton<ContentKey>()
            .AddSingleton<ParameterPacing>()
            .AddSingleton<ParameterStore>()
            .AddSingleton<ParameterReader>()
            .AddSingleton<ParameterWriter>()
            .AddSingleton<ParameterDigests>()
            .AddSingleton<IModule<ParametersRequest>, ParametersModule>();
}
