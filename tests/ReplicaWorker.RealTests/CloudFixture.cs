using System.Collections.Concurrent;
using LocalCloud;
using NUnit.Framework;

namespace ReplicaWorker.RealTests;

/// <summary>The one local cloud of this assembly, started when the first test asks for it.</summary>
/// <remarks>
/// Tests stay apart by naming their repositories after themselves. Rules start workers only for repositories that a test has
/// asked to <see cref="Listen"/> to: most tests run the worker themselves and want nobody else to.
/// </remarks>
[SetUpFixture]
public sealed class CloudFixture
{
    private static readonly ConcurrentDictionary<string, bool> Heard = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<Cloud>> Started = new(StartAsync);

    public static Task<Cloud> CloudAsync() => Started.Value;

    /// <summary>From now on events about this repository start the worker, as deployed.</summary>
    public static void Listen(string repository) => Heard[repository] = true;

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (Started.IsValueCreated)
        {
            await (await Started.Value).DisposeAsync();
        }
    }

    private static async Task<Cloud> StartAsync()
    {
        var cloud = await Cloud.StartAsync(new() { ReplicaRegions = ["us-west-2", "eu-west-1"] });
        cloud.Bus.Copies = published =>
            (published.Detail["repositoryName"] ?? published.Detail["requestParameters"]?["repositoryName"])?.GetValue<string>() is { } name
            && Heard.ContainsKey(name) ? 1 : 0;
        return cloud;
    }
}
