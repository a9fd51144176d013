using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Git;
using LocalCloud.Processes;
using NUnit.Framework;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Terraform;

/// <summary>The module, applied by the real terraform to the local cloud; the rules that then stand there start the worker; destroyed again.</summary>
/// <remarks>Most of its time the provider waits, by its own clock, until AWS would have told all its machines.</remarks>
[NonParallelizable]
public sealed class TerraformTests
{
    private const string Root = """
        provider "aws" {
          region            = "us-east-1"
          s3_use_path_style = true
        }

        module "replica_worker" {
          source = "../../../terraform"

          replication_regions = ["us-west-2"]
          repositories        = { RepoA = "RepoB" }
          configuration_path  = ""
          create_trail        = true
          alert_subscriptions = [{ protocol = "email", endpoint = "you@example.com" }]
          kms_key_arns        = ["arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
          options             = { GitMirror__MaxDeletes = "7" }
        }

        output "all" {
          value = module.replica_worker
        }
        """;

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("terraform-");
    private Cloud _cloud = null!;
    private TerraformRun _terraform = null!;
    private Deployed _deployed = null!;

    [OneTimeSetUp]
    public async Task Apply()
    {
        _cloud = await Cloud.StartAsync(new() { RulesDirectory = _work.FullName });   // no rule but the deployed ones
        _deployed = new(_cloud);
        _terraform = new("root", Root, _cloud);
        await _terraform.RunAsync(0, "init", "-input=false");
        await _terraform.RunAsync(0, "apply", "-input=false", "-auto-approve", "-parallelism=20");
        await _deployed.WriteAsync(_work.FullName);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _terraform?.Dispose();
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }

        _work.Delete(recursive: true);
    }

    [Test, Order(1)]
    public async Task A_second_plan_changes_nothing() =>
        await _terraform.RunAsync(0, "plan", "-input=false", "-detailed-exitcode", "-parallelism=20");   // 2 when there are changes

    [Test, Order(1)]
    public async Task Every_rule_is_deployed_as_its_files_say()
    {
        Assert.That(await _deployed.RuleNamesAsync(), Is.EqualTo(DeployFiles.Rules.Select(rule => $"replica-worker-{rule}")));

        Assert.Multiple(() =>
        {
            foreach (var rule in DeployFiles.Rules)
            {
                var (put, stands) = (File.ReadAllText(Path.Combine(SourceTree.Root, "eventbridge-rules", rule, "rule.json")), Stands(rule, "rule.json"));
                Assert.That(
                    JsonNode.DeepEquals(Pattern(JsonNode.Parse(Fill(put))!), Pattern(stands)), Is.True, () => $"{rule}: {stands.ToJsonString()}");

                var template = DeployFiles.Filled($"eventbridge-rules/{rule}/targets.json")["Targets"]![0]!["InputTransformer"]!;
                Assert.That(JsonNode.DeepEquals(Stands(rule, "targets.json")["Targets"]![0]!["InputTransformer"], template), Is.True, rule);
            }
        });
    }

    [Test, Order(1)]
    public async Task Every_option_of_the_task_is_the_files_but_those_that_the_root_sets()
    {
        var environment = (await _deployed.TaskAsync())["containerDefinitions"]![0]!["environment"]!.AsArray()
            .ToDictionary(one => one!["name"]!.GetValue<string>(), one => one!["value"]!.GetValue<string>(), StringComparer.Ordinal);
        var names = DeployFiles.Filled("taskdef.json")["containerDefinitions"]![0]!["environment"]!.AsArray().Select(one => one!["name"]!.GetValue<string>());

        Assert.Multiple(() =>
        {
            Assert.That(environment.Keys, Is.EquivalentTo(names));
            Assert.That(environment["GitMirror__MaxDeletes"], Is.EqualTo("7"));
            Assert.That(environment["GitMirror__Include"], Is.EqualTo("RepoA"));
            Assert.That(environment["Replica__RunTask"], Does.StartWith("--cluster replica-worker --task-definition replica-worker").And.Contain("subnets=[subnet-"));
        });
    }

    /// <summary>What is deployed is what is tested: the bus of a second cloud has the rules and the task definition that the first gives back.</summary>
    [Test, Order(1)]
    public async Task A_push_meets_the_deployed_rule_and_the_worker_mirrors_it()
    {
        await using var cloud = await Cloud.StartAsync(new()
        {
            RulesDirectory = Path.Combine(_work.FullName, "rules"),
            TaskDefinitionFile = Path.Combine(_work.FullName, "taskdef.json"),
        });
        using var wire = new AwsWire(cloud);
        (await wire.CodeCommitAsync("CreateRepository", new() { ["repositoryName"] = "RepoA" })).RequireSuccess();
        var git = new GitClient(_work.FullName, cloud.DeveloperEnvironment());
        var home = Path.Combine(_work.FullName, "work");
        await git.RunAsync(_work.FullName, ["init", "--quiet", "-b", "main", home]);
        await git.RunAsync(home, ["commit", "--quiet", "--allow-empty", "-m", "first"]);
        await git.RunAsync(home, ["push", "--quiet", With(cloud), "main"]);
        await cloud.Bus.IdleAsync();

        Assert.That(cloud.Bus.Runs.Select(run => run.ExitCode), Is.All.Zero.And.Not.Empty);
        Assert.That(cloud.Bus.Runs.Select(run => run.Rule), Does.Contain("replica-worker-codecommit-reference-change"));
        Assert.That(
            await git.RunAsync(cloud.Git.PathOf("us-west-2", "RepoB"), ["rev-parse", "refs/heads/main"]), Is.EqualTo(await git.RunAsync(home, ["rev-parse", "HEAD"])));
    }

    [Test, Order(2)]
    public async Task Destroying_it_leaves_nothing()
    {
        await _terraform.RunAsync(0, "destroy", "-input=false", "-auto-approve", "-parallelism=20");

        Assert.That(await _terraform.StateAsync(), Is.Empty);
        Assert.That(await _deployed.RuleNamesAsync(), Is.Empty);
        Assert.That((await _deployed.AwsAsync("iam", "list-roles"))["Roles"]!.AsArray(), Is.Empty);
        Assert.That((await _deployed.AwsAsync("s3api", "list-buckets"))["Buckets"]!.AsArray(), Is.Empty);
        Assert.That((await _deployed.AwsAsync("sns", "list-topics"))["Topics"]!.AsArray(), Is.Empty);
        Assert.That((await _deployed.AwsAsync("logs", "describe-log-groups"))["logGroups"]!.AsArray(), Is.Empty);
    }

    private static string With(Cloud cloud)
    {
        var basic = cloud.Git.Authorize("us-east-1", "RepoA", cloud.Options.Developer.Id)["Basic ".Length..];
        var pair = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(basic));
        var at = pair.IndexOf(':', StringComparison.Ordinal);
        return new UriBuilder(cloud.Git.UrlOf("us-east-1", "RepoA")) { UserName = Uri.EscapeDataString(pair[..at]), Password = Uri.EscapeDataString(pair[(at + 1)..]) }.Uri.AbsoluteUri;
    }

    private JsonNode Stands(string rule, string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(_work.FullName, "rules", $"replica-worker-{rule}", file)))!;

    /// <summary>moto's account is not the one that the tests of the files use.</summary>
    private string Fill(string text) => DeployFiles.Fill(text).Replace(DeployFiles.Values["ACCOUNT_ID"], _cloud.Options.Account, StringComparison.Ordinal);

    private static JsonNode? Pattern(JsonNode rule) => rule["EventPattern"] is { } text ? JsonNode.Parse(text.GetValue<string>()) : null;
}
