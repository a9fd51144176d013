using System.CommandLine;
using System.CommandLine.Help;
using ReplicaWorker.Hosting.Verbs;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting;

/// <summary>What the command line asks for.</summary>
/// <param name="Ask">Makes the job; null when <paramref name="Print"/> says it all.</param>
/// <param name="Switches">What every verb takes.</param>
/// <param name="Print">Prints help or the version.</param>
internal sealed record CommandLine(Ask? Ask, RunSwitches Switches, Func<int>? Print = null)
{
    /// <exception cref="UsageException">The line is wrong; the message is one line.</exception>
    public static CommandLine Parse(string[] arguments)
    {
        // The container's default: no parser is needed to see that nothing was said.
        return arguments.Length == 0 ? new(HandleVerb.Environment, new()) : new Grammar().Parse(arguments);
    }

    /// <exception cref="UsageException"><c>--region-only</c> names a region that is not replicated to.</exception>
    public void Check(ReplicaOptions options)
    {
        if (Switches.RegionOnly is { } region && !options.ReplicationRegions.Contains(region, StringComparer.Ordinal))
        {
            throw new UsageException(
                $"--region-only {SettingsSection.Shown(region)} is not one of the replication regions: {string.Join(", ", options.ReplicationRegions)}");
        }
    }

    private sealed class Grammar
    {
        private readonly IVerb[] _verbs =
            [new HandleVerb(), new MirrorVerb(), new SecretsVerb(), new ParametersVerb(), new ConfigMapsVerb(), new SyncVerb(), new FenceVerb()];

        private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and change nothing.", Recursive = true };

        private readonly Option<string?> _regionOnly = new("--region-only")
        {
            Description = "Bring only this replica region in step.",
            HelpName = "REGION",
            Recursive = true,
        };

        private readonly Option<int?> _allowDeletes = new("--allow-deletes")
        {
            Description = "Confirm up to N deletions in one repository or store, where more than configured were held.",
            HelpName = "N",
            Recursive = true,
        };

        private readonly Option<bool> _verbose = new("--verbose") { Description = "Log at debug level.", Recursive = true };

        private readonly RootCommand _root = new("Keeps replica regions in step with the primary region. Without a verb: handle the event in the environment.");

        public Grammar()
        {
            _root.Options.Add(_dryRun);
            _root.Options.Add(_regionOnly);
            _root.Options.Add(_allowDeletes);
            _root.Options.Add(_verbose);
            foreach (var verb in _verbs)
            {
                _root.Subcommands.Add(verb.Command);
            }

            // Without this System.CommandLine calls a line without a verb incomplete.
            _root.SetAction(_ => 0);
        }

        public CommandLine Parse(string[] arguments)
        {
            // No response files: a name that begins with @ is a name.
            var line = _root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (line.Action is HelpAction || (line.Errors.Count == 0 && IsVersion(line)))
            {
                return new(null, new(), () => line.Invoke());
            }

            if (line.Errors is [var error, ..])
            {
                throw new UsageException(OneLine.Of(error.Message));
            }

            var switches = new RunSwitches(
                line.GetValue(_dryRun), line.GetValue(_regionOnly), line.GetValue(_allowDeletes), line.GetValue(_verbose));
            if (switches.AllowDeletes < 0)
            {
                throw new UsageException("--allow-deletes takes a number that is not negative");
            }

            var said = line.CommandResult.Command;
            var verb = Array.Find(_verbs, verb => verb.Command == said || verb.Command.Subcommands.Contains(said));
            return new(verb?.Read(line) ?? HandleVerb.Environment, switches);
        }

        private bool IsVersion(ParseResult line) =>
            _root.Options.OfType<VersionOption>().Any(option => line.GetResult(option) is { Implicit: false });
    }
}
