using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Options;

/// <summary>Reads every section once, at start, and hands it on as <see cref="IOptions{TOptions}"/>: configuration does not change under a run.</summary>
internal static class OptionsRegistration
{
    /// <summary>Environment variables and the parameters below <c>Replica__ConfigurationPath</c> become configuration, and <see cref="ReplicaOptions"/> is read.</summary>
    public static async Task AddReplicaOptionsAsync(this WorkerBuilder builder, CancellationToken stopping)
    {
        builder.Configuration.AddEnvironmentVariables();

        var mistakes = new Mistakes();
        builder.Configuration.AddInMemoryCollection(await ConfigurationPath.ReadAsync(builder.Configuration, mistakes, stopping));
        builder.Properties[typeof(Mistakes)] = mistakes;
        builder.Services.AddSingleton(mistakes);

        var options = ReplicaOptions.Read(builder.Settings(ReplicaOptions.Section, mistakes), builder.Configuration["AWS_REGION"]);
        builder.Properties[typeof(ReplicaOptions)] = options;
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
    }

    /// <summary>
    /// Reads a module's section, after <see cref="AddReplicaOptionsAsync"/>. Mistakes are reported together when the run starts.
    /// </summary>
    public static void AddModuleOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        this WorkerBuilder builder, string section, Func<SettingsSection, ReplicaOptions, T> read)
        where T : class
    {
        var settings = builder.Settings(section, (Mistakes)builder.Properties[typeof(Mistakes)]);
        var options = read(settings, (ReplicaOptions)builder.Properties[typeof(ReplicaOptions)]);
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
    }

    private static SettingsSection Settings(this WorkerBuilder builder, string section, Mistakes mistakes)
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>();
        EnvironmentCase.Check(section, variables, mistakes);
        return new(builder.Configuration.GetSection(section), mistakes);
    }
}
