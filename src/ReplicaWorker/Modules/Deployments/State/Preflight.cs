using System.Collections.Immutable;
using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Modules.Deployments.State;

/// <summary>Whether every region is ready, asked of all of them before the first change in any. Pure.</summary>
internal static class Preflight
{
    /// <param name="manifest">What is to be deployed.</param>
    /// <param name="readings">A unit that is not there was not read.</param>
    /// <param name="drift">Why the configuration is not in step, when it was asked and is not.</param>
    /// <returns>Every reason not to begin, in the manifest's order; empty: begin.</returns>
    public static ImmutableArray<string> Problems(DeploymentManifest manifest, IReadOnlyDictionary<Unit, ServiceReading> readings, string? drift) =>
    [
        .. manifest.Units.SelectMany(unit => readings.TryGetValue(unit, out var reading) ? Of(unit, reading) : [$"{unit} was not read"]),
        .. drift is null ? [] : new[] { drift },
    ];

    private static IEnumerable<string> Of(Unit unit, ServiceReading reading)
    {
        if (reading.Failure is { } failure)
        {
            yield return $"{unit} cannot be read: {failure}";
            yield break;
        }

        if (!reading.IsActive)
        {
            yield return $"{unit} is not active";
        }

        if (reading.IsDeploying)
        {
            yield return $"{unit} is being deployed already";
        }

        foreach (var alarm in reading.AlarmsRaised)
        {
            yield return $"{unit}: the alarm {alarm} is raised before anything was changed";
        }

        foreach (var container in reading.MissingContainers)
        {
            yield return $"{unit}: its task definition has no container {container}";
        }

        foreach (var image in reading.MissingImages)
        {
            yield return $"{unit}: there is no image {image} in {unit.Region}";
        }
    }
}

/// <summary>One service as it stands before a deployment.</summary>
internal sealed record ServiceReading
{
    /// <summary>Why it could not be read: then nothing else is known.</summary>
    public string? Failure { get; init; }

    public bool IsActive { get; init; }

    public bool IsDeploying { get; init; }

    public ImmutableArray<string> AlarmsRaised { get; init; } = [];

    /// <summary>Of the manifest, and not in the task definition that runs.</summary>
    public ImmutableArray<string> MissingContainers { get; init; } = [];

    public ImmutableArray<string> MissingImages { get; init; } = [];
}
