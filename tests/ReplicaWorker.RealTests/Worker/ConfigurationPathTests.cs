using LocalCloud.Aws;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Worker;

/// <summary>Configuration from Parameter Store, as the system that this one replaces kept it.</summary>
public sealed class ConfigurationPathTests
{
    private const string Push = """{"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change","detail":{"event":"referenceUpdated","repositoryName":"no-such-repository"}}""";

    [Test]
    public async Task A_switched_off_worker_says_so_and_touches_nothing()
    {
        var path = await PutAsync("cross-region-config", """{"syncEnabled":false}""");
        var run = await RunAsync(path, Push);

        Assert.That((run.ExitCode, run.Text()), Is.EqualTo((0, run.Text())));
        Assert.That(run.Text(), Does.Contain("paused"));
    }

    [Test]
    public async Task The_environment_is_the_nearer_word()
    {
        var path = await PutAsync("cross-region-config", """{"syncEnabled":false}""");
        var run = await RunAsync(path, Push, ("Replica__SyncEnabled", "true"));

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
    }

    [Test]
    public async Task An_empty_variable_leaves_the_word_to_the_parameter()
    {
        var path = await PutAsync("cross-region-config", """{"replicationRegions":["eu-central-1"],"syncEnabled":false}""");
        var run = await RunAsync(path, Push, ("Replica__ReplicationRegions", ""), ("Replica__SyncEnabled", ""));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
    }

    [Test]
    public async Task A_wrong_parameter_ends_with_78_and_its_name()
    {
        var path = await PutAsync("cross-region-config", """{"syncEnabled":"sometimes"}""");
        var run = await RunAsync(path, Push);

        Assert.That(run.ExitCode, Is.EqualTo(78), run.Text());
        Assert.That(run.Text(), Does.Contain($"{path}/cross-region-config has a syncEnabled that is not true or false").And.Not.Contain("sometimes"));
    }

    [Test]
    public async Task A_path_with_nothing_below_it_ends_with_78()
    {
        var run = await RunAsync("/nothing/here", Push);

        Assert.That(run.ExitCode, Is.EqualTo(78), run.Text());
    }

    [TestCase("ThrottlingException", 75)]
    [TestCase("AccessDeniedException", 77)]
    public async Task Configuration_that_cannot_be_read_is_never_taken_for_absent(string code, int expected)
    {
        var cloud = await CloudFixture.CloudAsync();
        var path = await PutAsync("cross-region-config", """{"syncEnabled":true}""");
        using var fault = cloud.Aws.Faults.Add(new()
        {
            Service = "ssm", Operation = "GetParameters", Code = code, Message = "no", AccessKey = cloud.Options.Worker.Id,
        });

        var run = await RunAsync(path, Push);

        Assert.That(run.ExitCode, Is.EqualTo(expected), run.Text());
    }

    private static async Task<string> PutAsync(string name, string value)
    {
        var path = $"/configuration/{TestContext.CurrentContext.Test.ID}";
        using var wire = new AwsWire(await CloudFixture.CloudAsync());
        await wire.CallAsync("ssm", "PutParameter", new() { ["Name"] = $"{path}/{name}", ["Type"] = "String", ["Value"] = value });
        return path;
    }

    private static async Task<WorkerRun> RunAsync(string path, string @event, params (string Key, string Value)[] more)
    {
        var cloud = await CloudFixture.CloudAsync();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Replica__ConfigurationPath"] = path, ["Event__Json"] = @event };
        foreach (var (key, value) in more)
        {
            environment[key] = value;
        }

        return await cloud.RunWorkerAsync([], environment);
    }
}
