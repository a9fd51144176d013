using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>The commands of <c>docs/deploy.md</c>, run as they stand there, against moto.</summary>
[NonParallelizable]
public sealed partial class DeployPageTests
{
    private const string Account = "123456789012";   // moto's

    private readonly string _folder = Directory.CreateTempSubdirectory("replica-deploy-").FullName;
    private Moto _moto = null!;
    private JsonNode _roles = null!;

    /// <summary>Every file is filled by the page's own envsubst loop and taken by the AWS CLI.</summary>
    [OneTimeSetUp]
    public async Task Deploy()
    {
        foreach (var file in DeployFiles.Json)
        {
            var copy = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(DeployFiles.Root, file), copy);
        }

        _moto = await Moto.StartAsync();

        // The first AWS CLI has its own idea of SQS's host and heeds only the option.
        var commands = string.Join('\n', Block().Matches(DeployFiles.Read("docs/deploy.md")).Select(block => block.Groups["commands"].Value))
            .Replace("export KMS_KEY_ARNS=\n", $"export KMS_KEY_ARNS={DeployFiles.Values["KMS_KEY_ARNS"]}\n", StringComparison.Ordinal)
            .Replace("export CONFIGURATION_PATH=\n", "export CONFIGURATION_PATH=/shop/production\n", StringComparison.Ordinal);
        var deployed = await Run("bash", ["-euo", "pipefail", "-c", "aws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; }\n" + commands]);

        Assert.That(deployed.ExitCode, Is.Zero, deployed.Error);

        _roles = (await Aws("iam", "get-account-authorization-details", "--filter", "Role"))["RoleDetailList"]!;
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> Rules => DeployFiles.Rules;

    [TestCaseSource(nameof(Rules))]
    public async Task A_rule_reads_back_as_it_was_put(string name)
    {
        var put = Filled($"eventbridge-rules/{name}/rule.json");
        var rule = await Aws("events", "describe-rule", "--name", $"replica-worker-{name}");
        var targets = await Aws("events", "list-targets-by-rule", "--rule", $"replica-worker-{name}");

        Assert.Multiple(() =>
        {
            Assert.That(rule["State"]!.GetValue<string>(), Is.EqualTo("ENABLED"));
            AssertEqual(Pattern(rule), Pattern(put));
            AssertEqual(rule["ScheduleExpression"], put["ScheduleExpression"]);
            AssertEqual(targets["Targets"], Filled($"eventbridge-rules/{name}/targets.json")["Targets"]);
        });
    }

    [Test]
    public async Task The_task_definition_reads_back_as_it_was_registered()
    {
        var put = Filled("taskdef.json").AsObject();
        var registered = (await Aws("ecs", "describe-task-definition", "--task-definition", "replica-worker", "--include", "TAGS")).AsObject();
        var task = registered["taskDefinition"]!.AsObject();
        task["tags"] = registered["tags"]?.DeepClone();

        foreach (var unset in task["containerDefinitions"]![0]!.AsObject().Where(field => !put["containerDefinitions"]![0]!.AsObject().ContainsKey(field.Key)).ToList())
        {
            task["containerDefinitions"]![0]!.AsObject().Remove(unset.Key);   // the defaults that the service adds
        }

        Assert.Multiple(() =>
        {
            foreach (var (name, value) in put)
            {
                AssertEqual(task[name], value);
            }
        });
    }

    [TestCase("task", "worker", "iam/ecs-tasks-trust.json", "iam/task-role.json")]
    [TestCase("task", "secrets", "iam/ecs-tasks-trust.json", "iam/task-role-secrets.json")]
    [TestCase("task", "parameters", "iam/ecs-tasks-trust.json", "iam/task-role-parameters.json")]
    [TestCase("task", "check", "iam/ecs-tasks-trust.json", "iam/task-role-check.json")]
    [TestCase("task", "configuration", "iam/ecs-tasks-trust.json", "iam/task-role-configuration.json")]
    [TestCase("task", "kms", "iam/ecs-tasks-trust.json", "iam/task-role-kms.json")]
    [TestCase("execution", "execution", "iam/ecs-tasks-trust.json", "iam/execution-role.json")]
    [TestCase("events-invoke", "run-task", "iam/events-invoke-trust.json", "iam/events-invoke-role.json")]
    public void A_role_reads_back_as_it_was_created(string role, string policy, string trust, string document)
    {
        var created = _roles.AsArray().Single(one => one!["RoleName"]!.GetValue<string>() == $"replica-worker-{role}")!;
        var inline = created["RolePolicyList"]!.AsArray().Single(one => one!["PolicyName"]!.GetValue<string>() == policy)!;
        var users = Filled("taskdef.json").ToJsonString() + Filled("eventbridge-rules/codecommit-api-calls/targets.json").ToJsonString();

        Assert.Multiple(() =>
        {
            Assert.That(users, Does.Contain($"\"{created["Arn"]!.GetValue<string>()}\""));
            AssertEqual(created["AssumeRolePolicyDocument"], Filled(trust));
            AssertEqual(inline["PolicyDocument"], Filled(document));
        });
    }

    [Test]
    public async Task The_deny_policy_reads_back_as_it_was_created()
    {
        var version = await Aws("iam", "get-policy-version", "--policy-arn", $"arn:aws:iam::{Account}:policy/replica-worker-replica-deny", "--version-id", "v1");

        AssertEqual(version["PolicyVersion"]!["Document"], Filled("iam/replica-deny.json"));
    }

    [Test]
    public async Task The_dead_letter_queue_is_the_one_that_the_rules_name()
    {
        var url = $"{Endpoint}/{Account}/replica-worker-dead-letters";
        var queue = (await Aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All"))["Attributes"]!;
        var target = Filled("eventbridge-rules/codecommit-reference-change/targets.json")["Targets"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That(queue["QueueArn"]!.GetValue<string>(), Is.EqualTo(target["DeadLetterConfig"]!["Arn"]!.GetValue<string>()));
            AssertEqual(JsonNode.Parse(queue["Policy"]!.GetValue<string>()), Filled("iam/dead-letter-queue.json"));
        });
    }

    [Test]
    public async Task The_topic_is_the_one_that_the_rule_tells_and_takes_what_it_says()
    {
        var target = Filled("eventbridge-rules/run-failed-to-sns/targets.json")["Targets"]![0]!;
        var topic = (await Aws("sns", "get-topic-attributes", "--topic-arn", target["Arn"]!.GetValue<string>()))["Attributes"]!;

        AssertEqual(JsonNode.Parse(topic["Policy"]!.GetValue<string>()), Filled("iam/alert-topic.json"));
    }

    private static JsonNode? Pattern(JsonNode rule) => rule["EventPattern"] is { } text ? JsonNode.Parse(text.GetValue<string>()) : null;

    private string Endpoint => _moto.Endpoint.AbsoluteUri.TrimEnd('/');

    private JsonNode Filled(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "artifacts", "deploy", file)))!;

    private async Task<JsonNode> Aws(params string[] arguments)
    {
        var run = await Run("aws", ["--endpoint-url", Endpoint, "--output", "json", .. arguments]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);

        return JsonNode.Parse(run.Output)!;
    }

    private Task<Command> Run(string program, IEnumerable<string> arguments) =>
        Command.RunAsync(program, arguments, _folder, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = Endpoint,
            ["AWS_ACCESS_KEY_ID"] = "testing",
            ["AWS_SECRET_ACCESS_KEY"] = "testing",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_CONFIG_FILE"] = "/dev/null",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
            ["AWS_PAGER"] = "",
            ["AWS_PROFILE"] = null,
        });

    private static void AssertEqual(JsonNode? actual, JsonNode? expected) =>
        Assert.That(JsonNode.DeepEquals(actual, expected), Is.True, () => $"is\n{actual?.ToJsonString()}\nnot\n{expected?.ToJsonString()}");

    /// <summary>The fences marked <c>bash</c> are the deployment; <c>sh</c> marks what needs Docker, or a running task.</summary>
    [GeneratedRegex("^```bash\n(?<commands>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
