using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Kubernetes;
using LocalCloud.Kubernetes.Authentication;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>Tests that hold for the stand-in and for a real kube-apiserver alike.</summary>
public abstract class KubernetesFixture(string server)
{
    protected Cloud Cloud { get; private set; } = null!;

    protected KubernetesCluster Cluster { get; private set; } = null!;

    /// <summary>The administrator, through the front like everybody.</summary>
    internal KubernetesWire Kubernetes { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Cloud = await KubernetesClouds.CloudAsync(server);
        Cluster = Cloud.Kubernetes["us-east-1", "apps"];
        Kubernetes = new(Cluster, Cluster.IssueToken("tester", KubernetesUser.Masters));
    }

    [OneTimeTearDown]
    public void Stop() => Kubernetes.Dispose();

    internal KubernetesWire As(string? token) => new(Cluster, token);

    internal static JsonObject Map(string name, params (string Key, string Value)[] data) => KubernetesWire.ConfigMap(name, Data(data));

    internal static JsonObject Data(params (string Key, string Value)[] data) =>
        new(data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));

    internal static string PathOf(string name = "", string @namespace = "default") => KubernetesWire.PathOf(name, @namespace);
}
