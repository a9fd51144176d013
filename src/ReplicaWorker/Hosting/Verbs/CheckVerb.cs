using System.CommandLine;
using System.Globalization;
using ReplicaWorker.Matching;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Check;
using ReplicaWorker.Modules.Check.EndToEnd;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>check [--probe]</c>, <c>check --end-to-end [--deadline HH:MM:SS] [--repository NAME]</c></summary>
internal sealed class CheckVerb : IVerb
{
    private readonly Option<bool> _probe = new("--probe")
    {
        Description = "Also write, verify and remove items of our own, to try what a read cannot.",
    };

    private readonly Option<bool> _endToEnd = new("--end-to-end")
    {
        Description = "Write a parameter, a secret and a branch in the primary region and watch them travel by what is deployed, there and back.",
    };

    private readonly Option<string?> _deadline = new("--deadline")
    {
        Description = "With --end-to-end: how long each way may take; 00:05:00 unless told.",
        HelpName = "HH:MM:SS",
    };

    private readonly Option<string?> _repository = new("--repository")
    {
        Description = "With --end-to-end: the repository that gets the branch; the first one unless told.",
        HelpName = "NAME",
    };

    public CheckVerb() => Command = new Command("check", "Find out which regions and services can be reached and used, changing nothing.")
    {
        _probe, _endToEnd, _deadline, _repository,
    };

    public Command Command { get; }

    public Ask Read(ParseResult line)
    {
        var travels = line.GetValue(_endToEnd);
        if (travels && line.GetValue(_probe))
        {
            throw new UsageException("check takes --probe or --end-to-end, not both");
        }

        if (!travels && (line.GetValue(_deadline) ?? line.GetValue(_repository)) is not null)
        {
            throw new UsageException("--deadline and --repository go with check --end-to-end");
        }

        var request = new CheckRequest(line.GetValue(_probe), travels ? new(Deadline(line.GetValue(_deadline)), Repository(line.GetValue(_repository))) : null);

        // There and back may take twice the deadline, which is longer than an event's run may.
        var job = Job.For(ModuleNames.Check, request, everything: travels) with { IsReplication = false };
        return (_, _) => Task.FromResult(job);
    }

    private static TimeSpan Deadline(string? text) =>
        text is null ? EndToEndRequest.Usual
        : text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var deadline)
            && deadline >= EndToEndRequest.Least && deadline <= EndToEndRequest.Most ? deadline
        : throw new UsageException(
            $"--deadline {SettingsSection.Shown(text)} is not a duration from {EndToEndRequest.Least:c} to {EndToEndRequest.Most:c} (HH:MM:SS)");

    private static string? Repository(string? name) => name is null || LegalName.IsRepository(name)
        ? name
        : throw new UsageException($"--repository {SettingsSection.Shown(name)} is not a repository name");
}
