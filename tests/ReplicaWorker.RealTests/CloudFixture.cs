using System.Collections.Concurrent;
using LocalCloud;
using NUnit.Framework;

namespace ReplicaWorker.RealTests;

/// <summary>The one local cloud of this assembly, started when the first test asks for it.</summary>
/// <remarks>
/// Tests stay apart by naming their repositories, secrets and parameters after themselves. Rules start workers only for what a test
/// has asked to <see cref="Listen"/> to: most tests run the worker themselves and want nobody else to. What workers tell people starts none.
/// </remarks>
[SetUpFixture]
public sealed class CloudFixture
{
    private static readonly ConcurrentDictionary<string, bool> Heard = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, bool> HeardPrefixes = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<Cloud>> Started = new(StartAsync);

    public static Task<Cloud> CloudAsync() => Started.Value;

    /// <summary>From now on events about this repository, secret or parameter start the worker, as deployed.</summary>
    public static void Listen(string name) => Heard[name] = true;

    /// <summary>The same for every name that begins so.</summary>
    public static void ListenToPrefix(string prefix) => HeardPrefixes[prefix] = true;

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
        cloud.Bus.Copies = published => published.Source == "replica-worker" || EventSubjects.Of(published).Any(IsHeard) ? 1 : 0;
        return cloud;
    }

    private static bool IsHeard(string name) =>
        Heard.ContainsKey(name) || HeardPrefixes.Keys.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
