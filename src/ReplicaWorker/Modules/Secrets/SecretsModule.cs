using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Options;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Brings the replicas of secrets in step by Secrets Manager's own replication: it alone handles values.</summary>
internal sealed class SecretsModule(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<SecretsOptions> secretsOptions,
    RunSwitches switches,
    SecretStore store,
    SecretReplication replication,
    Fences fences,
    TimeProvider time,
    ILogger<SecretsModule> log) : IModule<SecretsRequest>
{
    /// <summary>
    /// Secrets replicated at a time. Each waits seconds for AWS, so that the calls stay far below the 50 a second that the service
    /// allows for writes of this kind.
    /// </summary>
    private const int Parallelism = 8;

    private readonly ReplicaOptions _replica = replicaOptions.Value;
    private readonly SecretsOptions _options = secretsOptions.Value;

    public async Task<Outcome> RunAsync(SecretsRequest request, CancellationToken stopping)
    {
        var journal = new SecretsJournal(switches.DryRun, log);
        var gates = new RegionGates(fences);
        var regions = Regions(request);
        var snapshots = new SecretSnapshots(store, new(_options, _replica.PrimaryRegion), Rules(request), gates, time, journal);

        var sightings = request.All
            ? await SurveyAsync(snapshots, regions, journal, stopping)
            : await snapshots.NamedAsync(request.Names, request.ByPerson, regions, stopping);
        var plans = await BrakeAsync([.. sightings.Select(sighting => sighting.Plan)], gates, journal, stopping);
        foreach (var plan in plans)
        {
            journal.Planned(plan);
        }

        if (!switches.DryRun)
        {
            await Parallel.ForEachAsync(
                plans.Where(plan => !plan.Steps.IsEmpty),
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
                async (plan, token) => await replication.ApplyAsync(plan, journal, token));
        }

        return journal.Outcome;
    }

    private static async Task<ImmutableArray<SecretSighting>> SurveyAsync(
        SecretSnapshots snapshots, ImmutableArray<string> regions, SecretsJournal journal, CancellationToken stopping)
    {
        if (await snapshots.AllAsync(regions, stopping) is not { } survey)
        {
            return [];    // said already
        }

        journal.Compared(survey.Wanted, survey.Wanted - survey.Equal.Length, survey.LeftAlone);
        foreach (var region in survey.There.Keys)
        {
            journal.Equal(region, survey.Equal.Length);
        }

        return survey.Looked;
    }

    private string? OneRegion(SecretsRequest request) => request.Region ?? switches.RegionOnly;

    private ImmutableArray<string> Regions(SecretsRequest request) => OneRegion(request) is { } only ? [only] : _replica.ReplicationRegions;

    private SecretPlanRules Rules(SecretsRequest request) => SecretPlanRules.Of(_replica, _options, ignoreUnlisted: OneRegion(request) is not null);

    /// <summary>Too many removals are held, and those in a region that has been failed over to and is no longer configured.</summary>
    private async Task<ImmutableArray<SecretPlan>> BrakeAsync(
        ImmutableArray<SecretPlan> plans, RegionGates gates, SecretsJournal journal, CancellationToken stopping)
    {
        plans = SecretBrake.Apply(plans, _options.MaxDeletes, switches.AllowDeletes);
        foreach (var region in plans.SelectMany(plan => plan.Steps).OfType<SecretStep.Remove>().Select(step => step.Region).Distinct(StringComparer.Ordinal).ToList())
        {
            if (!await gates.IsOpenAsync(region, journal, stopping))
            {
                plans = SecretBrake.Hold(plans, region, $"{region} is fenced, or its fence cannot be read");
            }
        }

        return plans;
    }
}
