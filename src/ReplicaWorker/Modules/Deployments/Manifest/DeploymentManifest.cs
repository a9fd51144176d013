using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Deployments.Manifest;

/// <summary>What is to run where, and how it gets there. Read by <see cref="ManifestReader"/>, which finds every mistake at once.</summary>
internal sealed record DeploymentManifest
{
    /// <value>1 to 32 lower-case letters, digits and <c>-</c>.</value>
    public required string Name { get; init; }

    /// <summary>The same services in every region.</summary>
    /// <value>One or more.</value>
    public required ImmutableArray<ManifestService> Services { get; init; }

    /// <summary>One after the other; the regions of a wave go together.</summary>
    /// <value>One or more; no region stands in two.</value>
    public required ImmutableArray<Wave> Waves { get; init; }

    /// <summary>How ECS shifts a service; null leaves what the service has.</summary>
    public RolloutStrategy? Strategy { get; init; }

    /// <summary>Asked while a wave bakes; all must pass. None: ECS's own word is enough.</summary>
    public ImmutableArray<HealthCheck> HealthChecks { get; init; } = [];

    public Approval Approval { get; init; } = Approval.None;

    /// <summary>Whether a failure puts back what had been changed. Without it everything stays where it stopped, and the report says so.</summary>
    public bool RollbackOnFailure { get; init; } = true;

    /// <summary>From the start to the last wave's end, waiting for approval not counted; after it the deployment fails.</summary>
    /// <value>10 minutes to 14 days; 6 hours unless told.</value>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long a wave whose health checks give no data is held after its bake time, before it counts as failed.</summary>
    /// <value>0 to 1 day; 15 minutes unless told.</value>
    public TimeSpan InconclusiveLimit { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Every service in every region, in the order in which they are changed.</summary>
    public IEnumerable<Unit> Units => Waves.SelectMany(wave => UnitsOf(wave));

    public IEnumerable<Unit> UnitsOf(Wave wave) =>
        wave.Regions.SelectMany(region => Services.Select(service => new Unit(region, service.Cluster, service.Service)));
}

/// <summary>One ECS service, named alike in every region.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Images">Container name to image, by digest; <c>{region}</c> stands for the region.</param>
internal sealed record ManifestService(string Cluster, string Service, ImmutableSortedDictionary<string, string> Images);

/// <summary>Regions that change together.</summary>
/// <param name="Name">For logs and approvals.</param>
/// <param name="Regions">One or more.</param>
/// <param name="Bake">How long health is watched after every service of the wave is deployed.</param>
internal sealed record Wave(string Name, ImmutableArray<string> Regions, TimeSpan Bake);

/// <summary>One service in one region: what is changed and put back as a whole.</summary>
internal readonly record struct Unit(string Region, string Cluster, string Service)
{
    public override string ToString() => $"{Cluster}/{Service} in {Region}";
}

/// <summary>ECS's own deployment strategies, in its terms.</summary>
/// <param name="Type">Which one.</param>
/// <param name="BakeMinutes">Both revisions run for so long after the shift. 0 to 1,440; required by ECS but for rolling.</param>
/// <param name="Percent">The canary's share (0.1 to 100), or one linear step's (3 to 100); null: ECS's own (5, 10).</param>
/// <param name="StepMinutes">How long the canary, or each linear step, bakes: 0 to 1,440; null: ECS's own (10, 6).</param>
/// <remarks>Source: ECS API reference, DeploymentConfiguration.</remarks>
internal sealed record RolloutStrategy(StrategyType Type, int? BakeMinutes = null, double? Percent = null, int? StepMinutes = null);

internal enum StrategyType
{
    Rolling,
    BlueGreen,
    Canary,
    Linear,
}

/// <summary>When a human is asked.</summary>
internal enum Approval
{
    None,

    /// <summary>Once, before the first change.</summary>
    BeforeStart,

    /// <summary>Before the first change, and before every further wave.</summary>
    EveryWave,
}

/// <summary>Something that says whether a region is well.</summary>
internal abstract record HealthCheck
{
    private HealthCheck()
    {
    }

    /// <summary>HTTP GETs from the worker.</summary>
    /// <param name="Url">Absolute; <c>{region}</c> stands for the region.</param>
    /// <param name="Status">The answer that counts as healthy; 200 unless told.</param>
    /// <param name="Attempts">1 to 20; 5 unless told.</param>
    /// <param name="Passes">How many of them must be healthy; 3 unless told.</param>
    internal sealed record Probe(string Url, int Status, int Attempts, int Passes) : HealthCheck;

    /// <summary>A CloudWatch alarm of the region: OK is well, ALARM is not, no data says nothing.</summary>
    /// <param name="Name">The alarm's name; <c>{region}</c> stands for the region.</param>
    internal sealed record Alarm(string Name) : HealthCheck;
}
