using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>The policy that closes the replicas, against the list of everything that CodeCommit can do.</summary>
public sealed class ReplicaDenyTests
{
    private static readonly CodeCommitAction[] Actions = [.. CodeCommitAction.All()];

    private static string[] Denied { get; } =
        [.. DeployFiles.Filled("iam/replica-deny.json")["Statement"]![0]!["Action"]!.AsArray().Select(action => action!.GetValue<string>())];

    [Test]
    public void Every_action_that_writes_to_a_repository_is_denied()
    {
        var writes = Actions.Where(action => action is { Writes: true, OnRepository: true } && action.Name != "UploadArchive");

        Assert.That(Denied, Is.EquivalentTo(writes.Select(action => "codecommit:" + action.Name)));
    }

    [Test]
    public void Nothing_that_only_reads_is_denied()
    {
        var reads = Actions.Where(action => !action.Writes).Select(action => "codecommit:" + action.Name);

        Assert.That(Denied.Intersect(reads, StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void Only_the_task_role_is_exempt()
    {
        var statement = DeployFiles.Filled("iam/replica-deny.json")["Statement"]!.AsArray().Single()!;

        Assert.Multiple(() =>
        {
            Assert.That(statement["Effect"]!.GetValue<string>(), Is.EqualTo("Deny"));
            Assert.That(
                statement["Condition"]!.ToJsonString(),
                Is.EqualTo("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/replica-worker-task"}}"""));
        });
    }

    [Test]
    public void The_list_of_actions_is_whole()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Actions.Count(action => action.IsApi), Is.EqualTo(79));
            Assert.That(Actions.Select(action => action.Name), Does.Contain("GitPush").And.Contain("GitPull"));
        });
    }
}
