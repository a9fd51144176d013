using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>fence set|clear --region REGION</c></summary>
internal sealed class FenceVerb : IVerb
{
    private readonly Command _set = new("set", "Nothing is written to the region until the fence is cleared: it has been failed over to.");
    private readonly Command _clear = new("clear", "The region is replicated to again.");

    private readonly Option<string> _region = new("--region")
    {
        Description = "The replica region.",
        HelpName = "REGION",
        Required = true,
        Recursive = true,
    };

    public FenceVerb() => Command = new Command("fence", "Close a replica region to replication, or open it again.") { _set, _clear, _region };

    public Command Command { get; }

    public Ask Read(ParseResult line)
    {
        var (isSet, region) = (line.CommandResult.Command == _set, line.GetValue(_region)!);
        return (services, _) =>
        {
            var known = services.GetRequiredService<IOptions<ReplicaOptions>>().Value.ReplicationRegions;
            return known.Contains(region, StringComparer.Ordinal)
                ? Task.FromResult(Job.For(ModuleNames.Fence, new FenceRequest(region, isSet)) with { IsReplication = false })
                : throw new UsageException(
                    $"--region {SettingsSection.Shown(region)} is not one of the replication regions: {string.Join(", ", known)}");
        };
    }
}
