using System.CommandLine;
using ReplicaWorker.Matching;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>mirror [REPOSITORY...] [--all] [--adopt]</c></summary>
internal sealed class MirrorVerb : IVerb
{
    private readonly Argument<string[]> _repositories = new("REPOSITORY")
    {
        Description = "Repositories of the primary region, by name.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "Every repository that GitMirror__Include and GitMirror__Exclude let through.",
    };

    private readonly Option<bool> _adopt = new("--adopt")
    {
        Description = "Tag the replicas as ours, so that existing ones that nobody named in configuration are written.",
    };

    public MirrorVerb() => Command = new Command("mirror", "Bring replica repositories in step.") { _repositories, _all, _adopt };

    public Command Command { get; }

    public Ask Read(ParseResult line)
    {
        var (names, all) = NamesOrAll.Read(line, _repositories, _all, "mirror", "repository");
        foreach (var name in names.Where(name => !LegalName.IsRepository(name)))
        {
            throw new UsageException(
                $"\"{SettingsSection.Shown(name)}\" is not a repository name (1 to 100 letters, digits, '.', '_', '-', no .git)");
        }

        var job = Job.For(ModuleNames.GitMirror, new MirrorRequest(names, all, line.GetValue(_adopt), IsFiltered: all), everything: all);
        return (_, _) => Task.FromResult(job);
    }
}
