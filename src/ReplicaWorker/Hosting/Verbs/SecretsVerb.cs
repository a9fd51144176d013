using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReplicaWorker.Matching;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>secrets [NAME...] [--all]</c>, <c>secrets release NAME</c>, <c>secrets promote NAME --region REGION</c>, <c>secrets resume NAME</c></summary>
internal sealed class SecretsVerb : IVerb
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Secrets of the primary region, by name or ARN.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "Every secret that Secrets__Include, Secrets__Exclude and the tag filters let through.",
    };

    private readonly Argument<string> _released = One();
    private readonly Argument<string> _promoted = One();
    private readonly Argument<string> _resumed = One();
    private readonly Option<bool> _yesRelease = new("--yes") { Description = "Confirm: the replicas are deleted at once." };
    private readonly Option<bool> _yesPromote = new("--yes") { Description = "Confirm: the replica is cut off from its primary." };
    private readonly Option<string> _region = new("--region") { Description = "The replica region.", HelpName = "REGION", Required = true };
    private readonly Command _release;
    private readonly Command _promote;
    private readonly Command _resume;

    public SecretsVerb()
    {
        _release = new("release", "Take a secret's replicas away and keep them away, so that it can be deleted.") { _released, _yesRelease };
        _promote = new("promote", "Make the replica in one region a secret of its own, for a failover.") { _promoted, _region, _yesPromote };
        _resume = new("resume", "Let a released or promoted secret be replicated again, by the next run.") { _resumed };
        Command = new("secrets", "Bring replicas of secrets in step.") { _names, _all, _release, _promote, _resume };

        // Without this the parser calls a line without one of the three subcommands incomplete.
        Command.SetAction(_ => 0);
    }

    public Command Command { get; }

    public Ask Read(ParseResult line)
    {
        var said = line.CommandResult.Command;
        if (said == Command)
        {
            var (names, all) = NamesOrAll.Read(line, _names, _all, "secrets", "secret");
            foreach (var name in names)
            {
                Check(name);
            }

            var job = Job.For(ModuleNames.Secrets, new SecretsRequest(names, all, ByPerson: !all), everything: all);
            return (_, _) => Task.FromResult(job);
        }

        // The parser lets "secrets shop release docs" pass, and would forget the shop.
        if (line.GetValue(_names) is { Length: > 0 } || line.GetValue(_all))
        {
            throw new UsageException($"secrets {said.Name} takes one secret, after \"{said.Name}\"");
        }

        return said == _release ? Hold(new ReleaseRequest(Named(line, _released), line.GetValue(_yesRelease)))
            : said == _promote ? Promote(new(Named(line, _promoted), line.GetValue(_region)!, line.GetValue(_yesPromote)))
            : Hold(new ResumeRequest(Named(line, _resumed)));
    }

    private static string Named(ParseResult line, Argument<string> argument)
    {
        var name = line.GetValue(argument)!;
        return name.StartsWith('-') && line.Tokens.All(token => token.Type != TokenType.DoubleDash)
            ? throw new UsageException($"secrets has no option {OneLine.Of(name, longest: 60)} (a name that begins with - stands after --)")
            : Check(name);
    }

    private static Argument<string> One() => new("NAME") { Description = "A secret of the primary region, by name or ARN." };

    private static Ask Promote(PromoteRequest request) => (services, stopping) =>
    {
        var known = services.GetRequiredService<IOptions<ReplicaOptions>>().Value.ReplicationRegions;
        return known.Contains(request.Region, StringComparer.Ordinal)
            ? Hold(request)(services, stopping)
            : throw new UsageException(
                $"--region {SettingsSection.Shown(request.Region)} is not one of the replication regions: {string.Join(", ", known)}");
    };

    /// <summary>What a person asks for in a failover is not replication: a pause does not stop it.</summary>
    private static Ask Hold<TRequest>(TRequest request) => (_, _) =>
        Task.FromResult(Job.For(ModuleNames.Secrets, request) with { IsReplication = false });

    private static string Check(string name) => LegalName.IsSecretId(name)
        ? name
        : throw new UsageException(
            $"\"{SettingsSection.Shown(name)}\" is not a secret's name or ARN (letters, digits, '/', '_', '+', '=', '.', '@', '-')");
}
