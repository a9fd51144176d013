using NUnit.Framework;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Iam;

/// <summary><c>calls.tsv</c> cannot go stale: it is what a run of everything that each module can do is seen to ask for.</summary>
[NonParallelizable]
public sealed class SeenCallsTests
{
    private static readonly string Written = Path.Combine(DeployFiles.Root, "artifacts", "iam", "calls.tsv");

    private IReadOnlyList<PermissionRow> _seen = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        await using var world = await SeenCalls.StartAsync();
        _seen = await world.RunAsync();

        Directory.CreateDirectory(Path.GetDirectoryName(Written)!);
        await File.WriteAllLinesAsync(Written, _seen.Select(row => row.ToString()).Order(StringComparer.Ordinal).Prepend(PermissionTable.Header));
    }

    [Test]
    public void The_table_has_every_call_that_is_made_and_no_other() =>
        Assert.That(
            _seen.Select(row => row.ToString()),
            Is.EquivalentTo(PermissionTable.Read("calls").Select(row => row.ToString())),
            $"what was seen stands in {Written}");

    /// <summary>A permission that no run was seen to use is one too many, or a run that is missing here.</summary>
    [Test]
    public void Every_action_that_the_worker_may_do_was_seen()
    {
        var may = DeployFiles.Json.Where(file => file.StartsWith("iam/task-role", StringComparison.Ordinal) && file != "iam/task-role-kms.json")
            .SelectMany(file => DeployFiles.Filled(file)["Statement"]!.AsArray())
            .SelectMany(statement => statement!["Action"] is System.Text.Json.Nodes.JsonArray many ? many.Select(one => one!.GetValue<string>()) : [statement["Action"]!.GetValue<string>()]);

        Assert.That(may.Distinct(StringComparer.Ordinal), Is.EquivalentTo(_seen.Select(row => row.Asked.Action).Distinct(StringComparer.Ordinal)));
    }
}
