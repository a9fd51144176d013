using System.Collections.Concurrent;
using LocalCloud;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>One cloud with clusters for each kind of Kubernetes API, started when the first test asks for it.</summary>
/// <remarks>Tests stay apart by the names of their ConfigMaps, or by a namespace of their own.</remarks>
[SetUpFixture]
public sealed class KubernetesClouds
{
    public const string StandIn = "stand-in";
    public const string Real = "kube-apiserver";

    private static readonly ConcurrentDictionary<string, Lazy<Task<Cloud>>> Started = new(StringComparer.Ordinal);

    /// <summary>The arguments of fixtures whose tests hold for both. The real one by <c>KUBEBUILDER_ASSETS</c>, which CI does not set yet.</summary>
    public static IEnumerable<string> Servers =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS")) ? [StandIn] : [StandIn, Real];

    public static Task<Cloud> CloudAsync(string server) => Started.GetOrAdd(server, _ => new(() => StartAsync(server))).Value;

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        foreach (var cloud in Started.Values)
        {
            await (await cloud.Value).DisposeAsync();
        }
    }

    private static async Task<Cloud> StartAsync(string server)
    {
        var options = new CloudOptions
        {
            RulesDirectory = "/nonexistent",
            TaskDefinitionFile = "/nonexistent",
            Clusters =
            [
                new("us-east-1", "apps") { WorkerNamespaces = ["default", "orders"] },
                new("us-west-2", "apps"),
            ],
        };
        return await Cloud.StartAsync(server == Real ? options with { KubernetesAssets = Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") } : options);
    }
}
