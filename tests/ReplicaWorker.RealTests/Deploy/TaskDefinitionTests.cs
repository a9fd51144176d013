using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

public sealed class TaskDefinitionTests
{
    private static readonly JsonNode Task = DeployFiles.Filled("taskdef.json");

    private static JsonNode Worker => Task["containerDefinitions"]!.AsArray().Single()!;

    [Test]
    public void The_task_is_the_smallest_that_Fargate_has()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Task["requiresCompatibilities"]!.ToJsonString(), Is.EqualTo("""["FARGATE"]"""));
            Assert.That(Task["cpu"]!.GetValue<string>(), Is.EqualTo("256"));
            Assert.That(Task["memory"]!.GetValue<string>(), Is.EqualTo("512"));
        });
    }

    [Test]
    public void The_worker_can_neither_write_to_its_disk_nor_be_root()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Worker["readonlyRootFilesystem"]!.GetValue<bool>(), Is.True);
            Assert.That(Worker["user"]!.GetValue<string>(), Is.EqualTo("1654"));   // APP_UID of Microsoft's images
            Assert.That(Worker["linuxParameters"]!["capabilities"]!["drop"]!.ToJsonString(), Is.EqualTo("""["ALL"]"""));
        });
    }

    [Test]
    public void No_line_of_the_log_is_dropped_for_lack_of_a_buffer() =>
        Assert.That(Worker["logConfiguration"]!["options"]!["mode"]!.GetValue<string>(), Is.EqualTo("blocking"));

    [Test]
    public void The_execution_role_may_write_the_log_and_pull_the_image_that_the_task_names()
    {
        var role = DeployFiles.Filled("iam/execution-role.json").ToJsonString();
        var group = Worker["logConfiguration"]!["options"]!["awslogs-group"]!.GetValue<string>();
        var image = Worker["image"]!.GetValue<string>();
        var repository = image[(image.IndexOf('/', StringComparison.Ordinal) + 1)..image.LastIndexOf(':')];

        Assert.Multiple(() =>
        {
            Assert.That(role, Does.Contain($":log-group:{group}:log-stream:*\""));
            Assert.That(role, Does.Contain($":repository/{repository}\""));
        });
    }

    [Test]
    public void SIGTERM_leaves_more_time_than_the_worker_takes_to_stop() =>
        Assert.That(Worker["stopTimeout"]!.GetValue<int>(), Is.InRange(15, 120));   // it stops within 10 s; Fargate allows 120
}
