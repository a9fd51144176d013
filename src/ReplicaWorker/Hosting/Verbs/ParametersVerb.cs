using System.CommandLine;
using ReplicaWorker.Matching;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>parameters [NAME...] [--all] [--labels]</c></summary>
internal sealed class ParametersVerb : IVerb
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Parameters of the primary region, by name or ARN.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "Every parameter that Parameters__Include and Parameters__Exclude let through, and every orphan of ours.",
    };

    private readonly Option<bool> _labels = new("--labels")
    {
        Description = "The labels of current versions too: one more call a parameter and region.",
    };

    public ParametersVerb() => Command = new Command("parameters", "Bring copies of parameters in step.") { _names, _all, _labels };

    public Command Command { get; }

    public Ask Read(ParseResult line)
    {
        var (names, all) = NamesOrAll.Read(line, _names, _all, "parameters", "parameter");
        foreach (var name in names.Where(name => !LegalName.IsParameter(name) || !(ParameterName.IsPlain(name) || ParameterName.KeyOfArn(name) is not null)))
        {
            throw new UsageException($"\"{SettingsSection.Shown(name)}\" is not a parameter's name or ARN (letters, digits, and /_.-; no :VERSION or :LABEL)");
        }

        var job = Job.For(ModuleNames.Parameters, new ParametersRequest(names, all, line.GetValue(_labels), IsFiltered: all), everything: all);
        return (_, _) => Task.FromResult(job);
    }
}
