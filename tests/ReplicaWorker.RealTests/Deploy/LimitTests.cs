using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>Limits that the services set, and that moto does not check.</summary>
public sealed class LimitTests
{
    private static IEnumerable<string> Rules => DeployFiles.Rules;

    /// <summary>Source: botocore, events 2015-10-07 (InputTransformer), and the user guide: a key must not begin with AWS.</summary>
    [TestCaseSource(nameof(Rules))]
    public void The_input_transformer_is_within_EventBridge_limits(string rule)
    {
        var transformer = Target(rule)["InputTransformer"]!;
        var paths = transformer["InputPathsMap"]!.AsObject();

        Assert.Multiple(() =>
        {
            Assert.That(transformer["InputTemplate"]!.GetValue<string>(), Has.Length.LessThanOrEqualTo(8_192));
            Assert.That(paths, Has.Count.LessThanOrEqualTo(100));
            Assert.That(paths.Select(path => path.Key), Has.All.Matches("^(?!AWS)[A-Za-z0-9_-]{1,256}$"));
            Assert.That(paths.Select(path => path.Value!.GetValue<string>().Length), Has.All.LessThanOrEqualTo(256));
            Assert.That(DeployFiles.Filled($"eventbridge-rules/{rule}/rule.json")["Name"]!.GetValue<string>(), Has.Length.LessThanOrEqualTo(64));
        });
    }

    /// <summary>Otherwise RunTask refuses, and the event ends in the dead-letter queue.</summary>
    /// <remarks>
    /// 8,192 characters, JSON punctuation included. Repository names have at most 100 characters, of a set that JSON leaves as it is; branch and tag names 256,
    /// here each one that JSON writes with six.
    /// Source: botocore, ecs 2014-11-13 (RunTask, overrides); CodeCommit user guide, quotas.
    /// </remarks>
    [TestCaseSource(nameof(Rules))]
    public void The_longest_legal_names_still_fit_the_overrides(string rule)
    {
        var longest = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["$.id"] = new('0', 36),
            ["$.source"] = "aws.codecommit",
            ["$.detail-type"] = "CodeCommit Repository State Change",
            ["$.time"] = "2026-01-02T03:04:05Z",
            ["$.region"] = "ap-southeast-1",
            ["$.account"] = "111122223333",
            ["$.detail.event"] = "referenceCreated",
            ["$.detail.repositoryName"] = new('r', 100),
            ["$.detail.referenceFullName"] = "refs/heads/" + new string('é', 256),
            ["$.detail.commitId"] = new('a', 64),
            ["$.detail.oldCommitId"] = new('b', 64),
            ["$.detail.eventName"] = "UpdateRepositoryDescription",
            ["$.detail.errorCode"] = new('e', 100),
            ["$.detail.requestParameters.repositoryName"] = new('r', 100),
            ["$.detail.requestParameters.defaultBranchName"] = new('é', 256),
        };

        var transformer = Target(rule)["InputTransformer"]!;
        var overrides = transformer["InputPathsMap"]!.AsObject().Aggregate(
            transformer["InputTemplate"]!.GetValue<string>(),
            (text, path) => text.Replace($"<{path.Key}>", JsonSerializer.Serialize(longest[path.Value!.GetValue<string>()]), StringComparison.Ordinal));

        Assert.Multiple(() =>
        {
            Assert.That(overrides, Has.Length.LessThanOrEqualTo(8_192));
            Assert.That(() => JsonNode.Parse(overrides), Throws.Nothing);
        });
    }

    /// <summary>A placeholder in quotes would be delivered only while no value holds a quote or a backslash; an unmapped one is refused by PutTargets.</summary>
    [TestCaseSource(nameof(Rules))]
    public void Every_value_is_one_unquoted_placeholder_that_has_a_path(string rule)
    {
        var transformer = Target(rule)["InputTransformer"]!;
        var template = transformer["InputTemplate"]!.GetValue<string>();
        var paths = transformer["InputPathsMap"]!.AsObject();

        Assert.Multiple(() =>
        {
            Assert.That(template.Count(character => character == '<'), Is.EqualTo(paths.Count));
            Assert.That(paths.Select(path => $"\"value\":<{path.Key}>"), Has.All.Matches<string>(value => template.Contains(value, StringComparison.Ordinal)));
        });
    }

    /// <summary>The variable's name is the path in the event, so the worker reads both ways into the same fields.</summary>
    [TestCaseSource(nameof(Rules))]
    public void Every_variable_is_named_after_its_path(string rule)
    {
        var transformer = Target(rule)["InputTransformer"]!;
        var named = transformer["InputPathsMap"]!.AsObject().Aggregate(
            transformer["InputTemplate"]!.GetValue<string>(),
            (text, path) => text.Replace($"<{path.Key}>", $"\"{path.Value!.GetValue<string>()}\"", StringComparison.Ordinal));

        var worker = JsonNode.Parse(named)!["containerOverrides"]!.AsArray().Single()!;
        var expected = worker["environment"]!.AsArray().Select(variable => variable!["name"]!.GetValue<string>() switch
        {
            "Event__DetailType" => "$.detail-type",
            var name when name.StartsWith("Event__Detail__", StringComparison.Ordinal) => "$.detail." + name["Event__Detail__".Length..].Replace("__", ".", StringComparison.Ordinal),
            var name => "$." + char.ToLowerInvariant(name["Event__".Length]) + name["Event__?".Length..],
        });

        Assert.Multiple(() =>
        {
            Assert.That(worker["name"]!.GetValue<string>(), Is.EqualTo(DeployFiles.Filled("taskdef.json")["containerDefinitions"]![0]!["name"]!.GetValue<string>()));
            Assert.That(worker["environment"]!.AsArray().Select(variable => variable!["value"]!.GetValue<string>()), Is.EqualTo(expected));
        });
    }

    /// <summary>Source: IAM quotas. All inline policies of a role 10,240; a managed policy 6,144; a service control policy 5,120, blanks included.</summary>
    [TestCase("iam/replica-deny.json", 5_120)]
    [TestCase("iam/task-role.json", 5_120)]
    [TestCase("iam/task-role-kms.json", 5_120)]
    [TestCase("iam/execution-role.json", 10_240)]
    [TestCase("iam/events-invoke-role.json", 10_240)]
    [TestCase("iam/ecs-tasks-trust.json", 2_048)]
    [TestCase("iam/events-invoke-trust.json", 2_048)]
    public void A_policy_is_within_its_limit(string policy, int characters) =>
        Assert.That(DeployFiles.Fill(DeployFiles.Read(policy)), Has.Length.LessThanOrEqualTo(characters));

    private static JsonNode Target(string rule) => DeployFiles.Filled($"eventbridge-rules/{rule}/targets.json")["Targets"]!.AsArray().Single()!;
}
