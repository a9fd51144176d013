using System.Text.Json.Nodes;
using LocalCloud;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>Parameters and secrets by the real AWS CLI, which reads the answers by AWS's own model.</summary>
public sealed class ConfigCliTests
{
    private DirectoryInfo _rules = null!;
    private Cloud _cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _rules = Directory.CreateTempSubdirectory("rules-");
        await RuleAsync("parameters", """{"source":["aws.ssm"],"detail-type":["Parameter Store Change"],"detail":{"name":[{"prefix":"/cli/"}]}}""", "$.detail.name");
        await RuleAsync("secrets", """{"source":["aws.secretsmanager"],"detail-type":["Secret Label Updated"]}""", "$.detail.name");
        _cloud = await Cloud.StartAsync(new() { RulesDirectory = _rules.FullName, WorkerPath = "/usr/bin/env" });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _cloud.DisposeAsync();
        _rules.Delete(recursive: true);
    }

    [Test]
    public async Task A_parameter_put_by_the_CLI_starts_a_task_by_itself()
    {
        await CliAsync("ssm", "put-parameter", "--name", "/cli/p", "--value", "v", "--type", "String", "--tags", "Key=a,Value=b");
        await _cloud.Bus.IdleAsync();

        var run = _cloud.Bus.Runs.Single(run => run.Rule == "parameters");
        Assert.That(run.StandardOutput, Does.Contain("Event__Name=/cli/p"));
    }

    [Test]
    public async Task The_CLI_pages_through_descriptions_and_reads_policies_as_text()
    {
        const string Policy = """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2999-01-01T00:00:00.000Z"}}]""";
        await CliAsync("ssm", "put-parameter", "--name", "/policies/p", "--value", "v", "--type", "SecureString", "--tier", "Advanced", "--policies", Policy);

        var text = await CliAsync("ssm", "describe-parameters", "--query", "Parameters[?Name=='/policies/p'].Policies[0].PolicyText", "--output", "text");
        var value = await CliAsync("ssm", "get-parameter", "--name", "/policies/p", "--with-decryption", "--query", "Parameter.Value", "--output", "text");
        var history = await CliAsync("ssm", "get-parameter-history", "--name", "/policies/p", "--query", "Parameters[].Tier", "--output", "text");

        Assert.That(JsonNode.Parse(text)!["Type"]!.GetValue<string>(), Is.EqualTo("Expiration"));
        Assert.That((value.Trim(), history.Trim()), Is.EqualTo(("v", "Advanced")));
    }

    [Test]
    public async Task A_secret_created_by_the_CLI_starts_a_task_and_is_replicated_rotated_and_promoted()
    {
        await CliAsync("secretsmanager", "create-secret", "--name", "cli-secret", "--secret-string", "v", "--add-replica-regions", "Region=us-west-2");
        await _cloud.Bus.IdleAsync();
        await CliAsync("secretsmanager", "rotate-secret", "--secret-id", "cli-secret", "--rotation-lambda-arn", "arn:aws:lambda:us-east-1:123456789012:function:r", "--rotation-rules", "AutomaticallyAfterDays=30");
        var status = await CliAsync("secretsmanager", "describe-secret", "--secret-id", "cli-secret", "--query", "ReplicationStatus[0].Status", "--output", "text");
        await CliAsync("secretsmanager", "stop-replication-to-replica", "--secret-id", "cli-secret", "--region", "us-west-2");
        var primary = await CliAsync("secretsmanager", "describe-secret", "--secret-id", "cli-secret", "--region", "us-west-2", "--query", "PrimaryRegion", "--output", "text");

        Assert.That(_cloud.Bus.Runs.First(run => run.Rule == "secrets").StandardOutput, Does.Contain("Event__Name=cli-secret"));
        Assert.That((status.Trim(), primary.Trim()), Is.EqualTo(("InSync", "None")));
    }

    private async Task<string> CliAsync(params string[] arguments)
    {
        var (code, output) = await AwsCli.RunAsync(_cloud, arguments);
        Assert.That(code, Is.Zero, output);
        return output;
    }

    private async Task RuleAsync(string name, string pattern, string path)
    {
        var folder = _rules.CreateSubdirectory(name).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "rule.json"), new JsonObject { ["Name"] = name, ["State"] = "ENABLED", ["EventPattern"] = pattern }.ToJsonString());
        var target = new JsonObject
        {
            ["Id"] = "task",
            ["Arn"] = "arn:aws:ecs:us-east-1:123456789012:cluster/local",
            ["EcsParameters"] = new JsonObject { ["TaskDefinitionArn"] = "arn:aws:ecs:us-east-1:123456789012:task-definition/local" },
            ["InputTransformer"] = new JsonObject
            {
                ["InputPathsMap"] = new JsonObject { ["name"] = path },
                ["InputTemplate"] = """{"containerOverrides":[{"name":"worker","environment":[{"name":"Event__Name","value":<name>}]}]}""",
            },
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "targets.json"), new JsonObject { ["Rule"] = name, ["Targets"] = new JsonArray(target) }.ToJsonString());
    }
}
