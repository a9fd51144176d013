using System.CommandLine;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.ConfigMaps;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>configmaps</c></summary>
internal sealed class ConfigMapsVerb : IVerb
{
    public Command Command { get; } = new("configmaps", "Bring the ConfigMaps of every region's cluster in step, and delete copies that no entry wants any more.");

    public Ask Read(ParseResult line) =>
        (_, _) => Task.FromResult(Job.For(ModuleNames.ConfigMaps, ConfigMapsRequest.Everything with { ByPerson = true }, everything: true));
}
