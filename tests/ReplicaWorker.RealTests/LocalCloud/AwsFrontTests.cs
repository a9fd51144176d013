using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

public sealed class AwsFrontTests
{
    private Cloud _cloud = null!;
    private AwsWire _aws = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cloud = await CloudFixture.CloudAsync();
        _aws = new(_cloud);
    }

    [OneTimeTearDown]
    public void Stop() => _aws.Dispose();

    [Test]
    public async Task The_AWS_CLI_creates_a_repository_and_finds_it()
    {
        var (created, _) = await CliAsync("codecommit", "create-repository", "--repository-name", "by-cli", "--tags", "Team=red");
        var (missing, error) = await CliAsync("codecommit", "get-repository", "--repository-name", "by-nobody");
        var (listed, names) = await CliAsync("codecommit", "list-repositories", "--query", "repositories[].repositoryName", "--output", "text");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(created, Is.Zero);
            Assert.That(missing, Is.Not.Zero);
            Assert.That(error, Does.Contain("(RepositoryDoesNotExistException) when calling the GetRepository operation: by-nobody does not exist"));
            Assert.That(listed, Is.Zero);
            Assert.That(names.Split('\t', '\n'), Does.Contain("by-cli"));
        }
    }

    [Test]
    public async Task What_the_front_does_not_add_is_answered_by_moto_JSON_and_XML_alike()
    {
        var key = (await _aws.CallAsync("kms", "CreateKey", [])).Body!["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        var read = await _aws.CallAsync("kms", "DescribeKey", new() { ["KeyId"] = key });
        var elsewhere = await _aws.CallAsync("kms", "DescribeKey", new() { ["KeyId"] = key }, "eu-west-1");
        var (_, account) = await CliAsync("sts", "get-caller-identity", "--query", "Account", "--output", "text");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Body!["KeyMetadata"]!["KeyState"]!.GetValue<string>(), Is.EqualTo("Enabled"));
            Assert.That(elsewhere.Error, Is.EqualTo("NotFoundException"));
            Assert.That(account.Trim(), Is.EqualTo("123456789012"));
        }
    }

    [Test]
    public async Task Every_call_is_logged_with_service_operation_region_status_and_key()
    {
        var before = _cloud.Aws.Requests.Count;
        await _aws.CodeCommitAsync("GetRepository", new() { ["repositoryName"] = "log-nobody" }, "us-west-2");
        await _aws.CallAsync("ssm", "DescribeParameters", [], "eu-west-1", asWorker: true);

        Assert.That(
            _cloud.Aws.Requests.Skip(before).Select(call => (call.Service, call.Operation, call.Region, call.Status, call.AccessKey)),
            Is.EqualTo(new[]
            {
                ("codecommit", "GetRepository", "us-west-2", 400, _cloud.Options.Developer.Id),
                ("ssm", "DescribeParameters", "eu-west-1", 200, _cloud.Options.Worker.Id),
            }));
    }

    [Test]
    public async Task A_fault_hits_the_calls_it_names_after_those_it_lets_through_and_as_often_as_told()
    {
        using var fault = _cloud.Aws.Faults.Add(AwsFault.Throttled("codecommit", "GetRepository") with
        {
            Region = "eu-west-1",
            After = 1,
            Times = 2,
            RetryAfter = TimeSpan.FromSeconds(3),
        });

        var answers = new List<AwsWireAnswer>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await _aws.CodeCommitAsync("GetRepository", new() { ["repositoryName"] = "f" }, "eu-west-1"));
        }

        var other = await _aws.CodeCommitAsync("GetRepository", new() { ["repositoryName"] = "f" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                answers.Select(answer => answer.Error),
                Is.EqualTo(new[] { "RepositoryDoesNotExistException", "ThrottlingException", "ThrottlingException", "RepositoryDoesNotExistException" }));
            Assert.That(answers[1].Message, Is.EqualTo("Rate exceeded"));
            Assert.That(answers[1].RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(3)));
            Assert.That(other.Error, Is.EqualTo("RepositoryDoesNotExistException"));
        }
    }

    [Test]
    public async Task A_call_cut_afterwards_was_carried_out_and_an_unreachable_one_was_not()
    {
        JsonObject Named(string name) => new() { ["repositoryName"] = name };
        var before = _cloud.Aws.Requests.Count;

        using (_cloud.Aws.Faults.Add(new() { Kind = AwsFaultKind.CutAfterwards, Service = "codecommit", Operation = "CreateRepository" }))
        {
            Assert.That(() => _aws.CodeCommitAsync("CreateRepository", Named("cut-after")), Throws.InstanceOf<HttpRequestException>());
        }

        using (_cloud.Aws.Faults.Add(AwsFault.Unreachable("codecommit", "us-east-1")))
        {
            Assert.That(() => _aws.CodeCommitAsync("CreateRepository", Named("cut-before")), Throws.InstanceOf<HttpRequestException>());
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _aws.CodeCommitAsync("GetRepository", Named("cut-after"))).Error, Is.Null);
            Assert.That((await _aws.CodeCommitAsync("GetRepository", Named("cut-before"))).Error, Is.EqualTo("RepositoryDoesNotExistException"));
            Assert.That(_cloud.Aws.Requests.Skip(before).Select(call => call.Status), Is.EqualTo(new[] { 0, 0, 200, 400 }));
        }
    }

    [Test]
    public async Task A_slow_service_answers_late()
    {
        using var fault = _cloud.Aws.Faults.Add(new()
        {
            Kind = AwsFaultKind.Slow, Service = "ssm", Region = "eu-west-1", Delay = TimeSpan.FromMilliseconds(300),
        });

        var started = Stopwatch.GetTimestamp();
        await _aws.CallAsync("ssm", "DescribeParameters", [], "eu-west-1");

        Assert.That(Stopwatch.GetElapsedTime(started), Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(300)));
    }

    [Test]
    public async Task PutEvents_on_the_default_bus_reaches_it_and_refuses_what_AWS_refuses()
    {
        var answer = await _aws.CallAsync("events", "PutEvents", new()
        {
            ["Entries"] = new JsonArray(
                Entry("replica-worker", """{"k":1}"""), Entry("aws.codecommit", "{}"), Entry("replica-worker", "[]"), Entry("", "{}")),
        });

        var entries = answer.Body!["Entries"]!.AsArray();
        var put = _cloud.Bus.Events.Single(put => put.Id == entries[0]!["EventId"]!.GetValue<string>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(put.Detail["k"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(answer.Body!["FailedEntryCount"]!.GetValue<int>(), Is.EqualTo(3));
            Assert.That(
                entries.Select(entry => entry!["ErrorCode"]?.GetValue<string>()),
                Is.EqualTo(new[] { null, "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument" }));
        }

        static JsonObject Entry(string source, string detail) => new() { ["Source"] = source, ["DetailType"] = "Test", ["Detail"] = detail };
    }

    [Test]
    public async Task PutTargets_refuses_a_placeholder_that_is_not_in_the_map_and_moto_keeps_a_good_target()
    {
        JsonObject Target(string template) => new()
        {
            ["Rule"] = "front-rule",
            ["Targets"] = new JsonArray(new JsonObject
            {
                ["Id"] = "t",
                ["Arn"] = "arn:aws:ecs:us-east-1:123456789012:cluster/c",
                ["InputTransformer"] = new JsonObject { ["InputPathsMap"] = new JsonObject { ["a"] = "$.id" }, ["InputTemplate"] = template },
            }),
        };

        var invalid = await _aws.CallAsync("events", "PutRule", new() { ["Name"] = "front-rule", ["EventPattern"] = """{"source":"s"}""" });
        await _aws.CallAsync("events", "PutRule", new() { ["Name"] = "front-rule", ["EventPattern"] = """{"source":["s"]}""" });
        var refused = await _aws.CallAsync("events", "PutTargets", Target("{\"v\":<b>}"));
        await _aws.CallAsync("events", "PutTargets", Target("{\"v\":<a>}"));
        var kept = await _aws.CallAsync("events", "ListTargetsByRule", new() { ["Rule"] = "front-rule" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(invalid.Error, Is.EqualTo("InvalidEventPatternException"));
            Assert.That(refused.Error, Is.EqualTo("ValidationException"));
            Assert.That(kept.Body!["Targets"]!.AsArray(), Has.Count.EqualTo(1));
        }
    }

    private Task<(int Code, string Output)> CliAsync(params string[] arguments) => AwsCli.RunAsync(_cloud, arguments);
}
