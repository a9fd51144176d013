using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ReplicaWorker.Hosting;

/// <summary>What options, events and modules are added to: the generic host's builder, as far as one short run needs it.</summary>
/// <remarks>Nothing here runs by itself and nothing watches a file, so there is no host; its builder took a tenth of the start.</remarks>
internal sealed class WorkerBuilder
{
    public WorkerBuilder() => Services.AddSingleton<IConfiguration>(Configuration);

    public ConfigurationManager Configuration { get; } = new();

    public ServiceCollection Services { get; } = new();

    /// <summary>What one part hands to a later one while services are added.</summary>
    public Dictionary<Type, object> Properties { get; } = [];
}
