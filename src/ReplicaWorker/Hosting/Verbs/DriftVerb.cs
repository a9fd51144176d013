using System.Collections.Immutable;
using System.CommandLine;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift;
using ReplicaWorker.Modules.Drift.Reports;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>drift [--format FORMAT] [--output FILE] [--kinds KIND,...] [--previous FILE] [--suggest-ignores] [--remediate]</c></summary>
internal sealed class DriftVerb : IVerb
{
    private static readonly string Formats = string.Join(", ", Enum.GetNames<ReportFormat>()).ToLowerInvariant();

    private readonly Option<string?> _format = new("--format")
    {
        Description = $"One of {Formats}. Without it: by the file's name, else text at a terminal and json elsewhere.",
        HelpName = "FORMAT",
    };

    private readonly Option<string?> _output = new("--output") { Description = "The report goes into this file, not to standard output.", HelpName = "FILE" };

    private readonly Option<string?> _kinds = new("--kinds")
    {
        Description = "Of repositories, secrets, parameters, configmaps: compare these only, and fail when there is none of one.",
        HelpName = "KIND,...",
    };

    private readonly Option<string?> _previous = new("--previous") { Description = "A JSON report to compare with, in place of the bucket's last one.", HelpName = "FILE" };
    private readonly Option<bool> _suggest = new("--suggest-ignores") { Description = "Print an ignore rule for each open finding, in place of the report." };
    private readonly Option<bool> _remediate = new("--remediate") { Description = "Repair what is open, within Drift__MaxRemediations and its like." };

    public DriftVerb() => Command = new Command("drift", "Compare every replica with its source and change nothing.")
    {
        _format, _output, _kinds, _previous, _suggest, _remediate,
    };

    public Command Command { get; }

    public bool PrintsReport(ParseResult line) => line.GetValue(_output) is null || line.GetValue(_suggest);

    public Ask Read(ParseResult line)
    {
        var request = new DriftRequest
        {
            ByPerson = true,
            Format = Format(line.GetValue(_format)),
            Output = Place("--output", line.GetValue(_output), mustExist: false),
            Previous = Place("--previous", line.GetValue(_previous), mustExist: true),
            Print = line.GetValue(_output) is null && !line.GetValue(_suggest),
            SuggestIgnores = line.GetValue(_suggest),
            Remediate = line.GetValue(_remediate),
            Kinds = Kinds(line.GetValue(_kinds)),
        };
        return request switch
        {
            { SuggestIgnores: true, Remediate: true } => throw new UsageException("--suggest-ignores and --remediate: ignore what is open, or repair it"),
            { SuggestIgnores: true, Output: null, Format: not null } => throw new UsageException("--suggest-ignores prints rules; --format needs an --output for the report"),
            _ => (_, _) => Task.FromResult(Job.For(ModuleNames.Drift, request, everything: true) with { IsReplication = false }),
        };
    }

    private static ReportFormat? Format(string? text) =>
        text is null ? null
        : Enum.GetNames<ReportFormat>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<ReportFormat>(name)
        : throw new UsageException($"--format {SettingsSection.Shown(text)} is not one of {Formats}");

    private static ImmutableArray<ItemKind> Kinds(string? text) =>
    [
        .. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(kind => KindNames.Find(kind)
                ?? throw new UsageException($"--kinds has {SettingsSection.Shown(kind)}, which is not one of {string.Join(", ", Enum.GetValues<ItemKind>().Select(KindNames.Plural))}"))
            .Distinct(),
    ];

    /// <summary>A run may take long: that there is no such folder is said before it.</summary>
    private static string? Place(string option, string? file, bool mustExist) =>
        file is null ? null
        : file.Length == 0 || Directory.Exists(file) || (mustExist && !File.Exists(file)) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))
            ? throw new UsageException($"{option} {SettingsSection.Shown(file)} is not a file{(mustExist ? "" : " in a folder that is there")}")
            : file;
}
