using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Ignoring;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Drift;

/// <summary>Section <c>Drift</c>. In a task definition <c>Drift__Threshold</c> and so on; some also in the parameter <c>drift-detection-config</c>.</summary>
internal sealed record DriftOptions
{
    public const string Section = "Drift";

    /// <summary>Whether events and schedules start a drift run. A person's <c>drift</c> runs either way.</summary>
    /// <value><see langword="true"/> unless told. Also <c>enabled</c>, and <c>driftDetectionEnabled</c> of <c>cross-region-config</c>: off when either says so.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether repositories are compared. Set to <see langword="true"/>, there must be some, or the run fails.</summary>
    /// <value>Unset unless told: as far as there are any.</value>
    public bool? IncludeRepositories { get; init; }

    /// <summary>The same for secrets.</summary>
    /// <value>Unset unless told. Also <c>includeSecrets</c>.</value>
    public bool? IncludeSecrets { get; init; }

    /// <summary>The same for parameters.</summary>
    /// <value>Unset unless told. Also <c>includeParameters</c>.</value>
    public bool? IncludeParameters { get; init; }

    /// <summary>The same for ConfigMaps.</summary>
    /// <value>Unset unless told. Also <c>includeConfigMaps</c>.</value>
    public bool? IncludeConfigMaps { get; init; }

    /// <summary>Open findings from which on a run has found drift.</summary>
    /// <value>From 1; 1 unless told. Also <c>alertThreshold</c>.</value>
    public int Threshold { get; init; } = 1;

    /// <summary>Exit code of a run that has found drift and has no failure.</summary>
    /// <value>From 0 (drift does not fail the run) to 9; 2 unless told. Other tools use 1.</value>
    public int ExitCode { get; init; } = 2;

    /// <summary>A difference younger than this, by the newer of both change times, may be replication at work: it is shown and does not count.</summary>
    /// <value>From 0 to 1 day; 5 minutes unless told.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the first look a difference that is young, or whose age nobody knows, is read again. What has gone by then is no finding.</summary>
    /// <value>From 0 to 10 minutes; 1 minute unless told: about what an event needs until its change stands in every region.</value>
    public TimeSpan SecondLook { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Differences that are known and accepted, each until a day and for a reason; see <see cref="IgnoreRule"/>.</summary>
    /// <value>Rules separated by <c>;</c>, none unless told. Also <c>ignoreRules</c>, an array of such rules.</value>
    public ImmutableArray<IgnoreRule> IgnoreRules { get; init; } = [];

    /// <summary>Whether a secret or parameter that is encrypted with AWS's own key of the service is a finding.</summary>
    /// <value><see langword="false"/> unless told.</value>
    public bool RequireCustomerKeys { get; init; }

    /// <summary>The S3 bucket of the primary region that keeps every report, and from which the last one is read.</summary>
    /// <value>A bucket's name; none unless told: then every finding is new in every run.</value>
    public string? ReportBucket { get; init; }

    /// <summary>Whether open findings are repaired, as <c>--remediate</c> does. Needs the task role, which may write.</summary>
    /// <value><see langword="false"/> unless told. Also <c>autoRemediation</c>.</value>
    public bool Remediate { get; init; }

    /// <summary>Most pairs of an item and a region that one run repairs. When more need it, none is repaired.</summary>
    /// <value>From 1; 20 unless told.</value>
    public int MaxRemediations { get; init; } = 20;

    /// <summary>The same as a share of the pairs that were compared.</summary>
    /// <value>Percent, from 1 to 100; 10 unless told. One pair may always be repaired.</value>
    public int MaxRemediationPercent { get; init; } = 10;

    /// <summary>How often one finding is tried, over all runs: what comes back after that needs a person.</summary>
    /// <value>From 1; 3 unless told. Counted in the reports, so only with <see cref="ReportBucket"/> from run to run.</value>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How often drift is meant to be looked for. Compared with <see cref="DeployedSchedule"/>; a difference is a warning.</summary>
    /// <value>Such as <c>1h</c>, <c>30m</c> or <c>1d</c>; none unless told. Also <c>checkInterval</c>.</value>
    public TimeSpan? CheckInterval { get; init; }

    /// <summary>The schedule of the rule that started this run. The rule says it itself.</summary>
    /// <value><c>rate(…)</c> or <c>cron(…)</c>; none unless told.</value>
    public string? DeployedSchedule { get; init; }

    /// <summary>How many days reports are meant to be kept. Compared with <see cref="DeployedRetentionDays"/>; a difference is a warning.</summary>
    /// <value>From 1; none unless told. Also <c>retentionDays</c>.</value>
    public int? RetentionDays { get; init; }

    /// <summary>After how many days the bucket's lifecycle rule deletes reports, as it was deployed.</summary>
    /// <value>From 1; none unless told.</value>
    public int? DeployedRetentionDays { get; init; }

    /// <summary>What is said of one kind: must be there, left out, or nothing.</summary>
    public bool? Includes(ItemKind kind) => kind switch
    {
        ItemKind.Repository => IncludeRepositories,
        ItemKind.Secret => IncludeSecrets,
        ItemKind.Parameter => IncludeParameters,
        _ => IncludeConfigMaps,
    };

    /// <param name="settings">Notes what is wrong; the result is then not for use.</param>
    /// <param name="replica">The regions that ignore rules may name.</param>
    public static DriftOptions Read(SettingsSection settings, ReplicaOptions replica)
    {
        var unset = new DriftOptions();
        var options = new DriftOptions
        {
            Enabled = settings.Flag(nameof(Enabled), unset.Enabled),
            IncludeRepositories = settings.FlagIfSet(nameof(IncludeRepositories)),
            IncludeSecrets = settings.FlagIfSet(nameof(IncludeSecrets)),
            IncludeParameters = settings.FlagIfSet(nameof(IncludeParameters)),
            IncludeConfigMaps = settings.FlagIfSet(nameof(IncludeConfigMaps)),
            Threshold = settings.Number(nameof(Threshold), unset.Threshold, least: 1, most: int.MaxValue),
            ExitCode = settings.Number(nameof(ExitCode), unset.ExitCode, least: 0, most: 9),
            Grace = settings.Duration(nameof(Grace), unset.Grace, TimeSpan.Zero, TimeSpan.FromDays(1)),
            SecondLook = settings.Duration(nameof(SecondLook), unset.SecondLook, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            IgnoreRules = DriftRules.ReadIgnoreRules(settings, replica),
            RequireCustomerKeys = settings.Flag(nameof(RequireCustomerKeys), unset.RequireCustomerKeys),
            ReportBucket = settings.Text(nameof(ReportBucket)),
            Remediate = settings.Flag(nameof(Remediate), unset.Remediate),
            MaxRemediations = settings.Number(nameof(MaxRemediations), unset.MaxRemediations, least: 1, most: int.MaxValue),
            MaxRemediationPercent = settings.Number(nameof(MaxRemediationPercent), unset.MaxRemediationPercent, least: 1, most: 100),
            MaxAttempts = settings.Number(nameof(MaxAttempts), unset.MaxAttempts, least: 1, most: int.MaxValue),
            CheckInterval = DriftRules.ReadInterval(settings, nameof(CheckInterval)),
            DeployedSchedule = settings.Text(nameof(DeployedSchedule)),
            RetentionDays = Days(nameof(RetentionDays)),
            DeployedRetentionDays = Days(nameof(DeployedRetentionDays)),
        };
        settings.RefuseTheRest();
        DriftRules.Check(options, settings);
        return options;

        int? Days(string key) => settings.Text(key) is null ? null : settings.Number(key, otherwise: 1, least: 1, most: 36_500);
    }
}
