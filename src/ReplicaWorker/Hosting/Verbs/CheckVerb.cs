using System.CommandLine;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Check;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>check</c></summary>
internal sealed class CheckVerb : IVerb
{
    public CheckVerb() => Command = new Command("check", "Find out which regions and services can be reached and used, changing nothing.");

    public Command Command { get; }

    public Ask Read(ParseResult line) =>
        (_, _) => Task.FromResult(Job.For(ModuleNames.Check, new CheckRequest()) with { IsReplication = false });
}
