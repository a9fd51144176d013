using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Findings;
using ReplicaWorker.Modules.Drift.Ignoring;
using ReplicaWorker.Modules.Drift.Remediation;
using ReplicaWorker.Modules.Drift.Reports;
using ReplicaWorker.Modules.Drift.Trends;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Drift;

/// <summary>Computes every module's plan, applies none of it, and says what differs. Repairs only when asked, and then as that module's verb does.</summary>
internal sealed class DriftModule(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<DriftOptions> driftOptions,
    IEnumerable<IComparer> comparers,
    ConfigurationHash configuration,
    LastReportReader lastReports,
    ReportDelivery delivery,
    DriftJournal journal,
    RunIdentity run,
    RunSwitches switches,
    RunOutput output,
    TimeProvider clock,
    ILogger<DriftModule> log) : IModule<DriftRequest>
{
    private readonly ReplicaOptions _replica = replicaOptions.Value;
    private readonly DriftOptions _options = driftOptions.Value;
    private readonly Dictionary<ItemKind, IComparer> _comparers = comparers.ToDictionary(comparer => comparer.Kind);

    public async Task<Outcome> RunAsync(DriftRequest request, CancellationToken stopping)
    {
        if (!_options.Enabled && !request.ByPerson)
        {
            journal.SwitchedOff();
            return Outcome.Nothing;
        }

        var started = clock.GetUtcNow();
        ImmutableArray<string> regions = switches.RegionOnly is { } only ? [only] : _replica.ReplicationRegions;
        var kinds = Kinds(request);
        var surveyor = new Surveyor(_comparers, _replica.PrimaryRegion, _options, clock, log);
        var reading = lastReports.ReadAsync(request.Previous, stopping);
        var survey = await surveyor.RunAsync(kinds, regions, stopping);
        var last = await reading;

        var findings = Findings(survey, last, started);
        (survey, findings) = await RemediateAsync(request, surveyor, survey, findings, last, started, stopping);

        var report = Report(request, survey, findings, last, kinds, regions, started);
        var (place, failures) = await delivery.DeliverAsync(report, request, WhyNotTheLast(request, last), stopping);
        journal.Write(report, withFindings: !request.Print && request.Output is null);
        if (!switches.DryRun)
        {
            output.Metric(DriftMetrics.Format(report).WrittenSpan);
        }

        return DriftOutcome.Of(report, survey, [.. failures, .. DriftFailures.Of(survey.Kinds, report.Pairs, report.Kinds, _replica.PrimaryRegion)], _options, place);
    }

    /// <summary>What the command line names, else what configuration includes; a kind of which nothing is said is compared where that can be done.</summary>
    private ImmutableArray<(ItemKind Kind, bool IsDemanded)> Kinds(DriftRequest request) =>
        !request.Kinds.IsEmpty
            ? [.. request.Kinds.Order().Select(kind => (kind, true))]
            :
            [
                .. from kind in Enum.GetValues<ItemKind>()
                   let said = _options.Includes(kind)
                   where said ?? _comparers.ContainsKey(kind)
                   select (kind, said == true),
            ];

    private ImmutableArray<Finding> Findings(Survey survey, LastReport last, DateTimeOffset started)
    {
        var pairs = _options.RequireCustomerKeys ? survey.Pairs.Select(CustomerKeys.Demanded) : survey.Pairs;

        // What the last report has seen has been seen twice.
        var seenOnce = survey.SeenOnce.Except(last.Findings.Select(finding => finding.Id));
        return IgnoreRules.Apply(
            TrendComparison.Known(FindingList.Of(pairs, seenOnce, _options, survey.At, started), last), _options.IgnoreRules, survey.At);
    }

    private async Task<(Survey Survey, ImmutableArray<Finding> Findings)> RemediateAsync(
        DriftRequest request, Surveyor surveyor, Survey survey, ImmutableArray<Finding> findings, LastReport last, DateTimeOffset started, CancellationToken stopping)
    {
        if (!request.Remediate && !_options.Remediate)
        {
            return (survey, findings);
        }

        var plan = RemediationPlan.Of(findings, survey.Pairs.Count(pair => pair is { Unreadable: null, Skipped: null }), _options);
        if (!_replica.SyncEnabled || switches.DryRun)
        {
            var why = switches.DryRun ? "would be repaired" : "not repaired: replication is paused (Replica__SyncEnabled)";
            return (survey, [.. findings.Select(finding => finding.State != FindingState.Open ? finding
                : finding with { Remediation = plan.Notes.GetValueOrDefault(finding.Id) ?? why })]);
        }

        var done = await new Remediator(_comparers).RunAsync(plan, stopping);
        foreach (var step in plan.Steps)
        {
            ImmutableArray<PairComparison> tried =
                [.. survey.Pairs.Where(pair => pair.Kind == step.Kind && pair.Region == step.Region && step.Names.Contains(pair.Item, StringComparer.Ordinal))];
            survey = survey.With(step.Kind, tried, await surveyor.AgainAsync(step.Kind, tried, stopping), clock.GetUtcNow());
        }

        return (survey, RemediationResult.Of(findings, Findings(survey, last, started), survey.Pairs, plan, done));
    }

    private DriftReport Report(
        DriftRequest request,
        Survey survey,
        ImmutableArray<Finding> findings,
        LastReport last,
        ImmutableArray<(ItemKind Kind, bool IsDemanded)> kinds,
        ImmutableArray<string> regions,
        DateTimeOffset started)
    {
        var pairs = survey.Pairs;
        ImmutableArray<KindCounts> counts = [.. survey.Kinds.Select(kind => KindTally.Of(kind.Kind, kind.Pairs, kind.IsDemanded, kind.Failure?.Message))];
        var hash = configuration.Of(_replica.PrimaryRegion, regions, kinds.Select(kind => kind.Kind));
        var (resolved, unconfirmed) = TrendComparison.Gone(findings, last, pairs, (kind, region) =>
            regions.Contains(region, StringComparer.Ordinal) && survey.Kinds.Any(one => one.Kind == kind && one.Failure is null));
        return new()
        {
            RunId = run.Id,
            ToolVersion = typeof(DriftModule).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            Project = _replica.Project,
            Environment = _replica.Environment,
            PrimaryRegion = _replica.PrimaryRegion,
            Regions = regions,
            Started = started,
            Finished = clock.GetUtcNow(),
            Verdict = KindTally.Verdict(counts, findings.Count(finding => finding.State == FindingState.Open), _options.Threshold),
            Threshold = _options.Threshold,
            ConfigurationHash = hash,
            Previous = last.Place,
            Warnings = [.. Warnings(request, last, hash)],
            Kinds = counts,
            Pairs = pairs,
            Findings = findings,
            Resolved = resolved,
            Unconfirmed = unconfirmed,
            UnusedRules = [.. IgnoreRules.Unused(findings, _options.IgnoreRules, survey.At).Where(rule => IsWhole(request) || rule.Why != IgnoreRules.MatchedNothing)],
        };
    }

    private IEnumerable<string> Warnings(DriftRequest request, LastReport last, string hash)
    {
        if (last.Failure is { } failure)
        {
            yield return $"the last report could not be read, so nobody knows what is new and what is resolved: {failure}";
        }
        else if (IsWhole(request) && last.ConfigurationHash is { } before && before != hash)
        {
            yield return "the configuration has changed since the last report: what is resolved may be what is no longer compared";
        }

        foreach (var warning in CheckSchedule.Warnings(_options))
        {
            yield return warning;
        }
    }

    private bool IsWhole(DriftRequest request) => switches.RegionOnly is null && request.Kinds.IsEmpty;

    /// <summary>A part of everything must not take the place of the whole, and what may be read later must not be lost.</summary>
    private string? WhyNotTheLast(DriftRequest request, LastReport last) =>
        !IsWhole(request) ? "this run looked at a part only"
        : request.Previous is not null ? "it was compared with another one (--previous)"
        : last.MayBeReadLater ? "the last one may be read by then"
        : null;
}
