using LocalCloud;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Secrets.SecretsWorld;

namespace ReplicaWorker.RealTests.Secrets;

/// <summary>API calls are counted, since they are what a daily run costs. In a cloud of its own: lists show everybody's secrets.</summary>
public sealed class SecretCallsTests
{
    /// <summary>Three pages a region, or what <c>REPLICA_TEST_SECRETS</c> says: 1,000 takes a minute.</summary>
    private static readonly int Secrets = int.TryParse(Environment.GetEnvironmentVariable("REPLICA_TEST_SECRETS"), out var many) ? many : 250;

    [Test]
    public async Task A_full_sync_of_unchanged_secrets_lists_both_sides_and_looks_at_a_few()
    {
        await using var cloud = await Cloud.StartAsync(new() { ReplicaRegions = [West] });
        cloud.Bus.Copies = _ => 0;    // nobody replicates but this test
        using var world = On(cloud);
        await Parallel.ForAsync(0, Secrets, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            await world.CreateAsync($"many/{i:D4}", replicas: [West], tags: ("team", "pay")));
        await SettleAsync(world);
        var before = cloud.Aws.Requests.Count;

        var run = await world.RunAsync("secrets", "--all");

        var calls = cloud.Aws.Requests.Skip(before).Where(call => call.AccessKey == cloud.Options.Worker.Id)
            .GroupBy(call => call.Operation, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.That((run.ExitCode, run.Count("unchanged"), run.Count("changed")), Is.EqualTo((0, Secrets, 0)), run.Text());
        Assert.That(calls, Is.EquivalentTo(new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["ListSecrets"] = 2 * ((Secrets + 99) / 100), ["DescribeSecret"] = 8, ["GetParameter"] = 1,
        }));
    }

    /// <summary>The cloud may take its time to replicate.</summary>
    private static async Task SettleAsync(SecretsWorld world)
    {
        while (!(await world.EntriesAsync($"many/{Secrets - 1:D4}")).Contains("us-west-2 InSync"))
        {
            await Task.Delay(100);
        }
    }
}
