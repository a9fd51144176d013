using System.Collections.Immutable;
using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Tests.Deployments;

internal static class Manifests
{
    private static readonly string[] Regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-west-2", "ap-south-1", "ap-east-2"];

    /// <summary>Waves of two regions each.</summary>
    public static DeploymentManifest Of(int waves = 2, int services = 1, bool checks = true, Approval approval = Approval.None) => new()
    {
        Name = "shop",
        Services = [.. Enumerable.Range(0, services).Select(number => new ManifestService("main", $"service-{number}", Images))],
        Waves = [.. Enumerable.Range(0, waves).Select(number => new Wave($"wave-{number}", [Regions[2 * number], Regions[(2 * number) + 1]], TimeSpan.FromMinutes(10)))],
        HealthChecks = checks ? [new HealthCheck.Alarm("errors")] : [],
        Approval = approval,
    };

    private static ImmutableSortedDictionary<string, string> Images { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("web", "web@sha256:" + new string('a', 64));
}
