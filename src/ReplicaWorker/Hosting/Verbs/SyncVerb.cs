using System.CommandLine;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Sync;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>sync</c></summary>
internal sealed class SyncVerb : IVerb
{
    public Command Command { get; } = new("sync", "Bring everything in step: repositories, secrets, parameters and ConfigMaps.");

    public Ask Read(ParseResult line) =>
        (_, _) => Task.FromResult(Job.For(ModuleNames.Sync, new SyncRequest(), everything: true));
}
