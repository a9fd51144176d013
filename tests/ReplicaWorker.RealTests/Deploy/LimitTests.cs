using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>Limits that the services set, and that moto does not check.</summary>
public sealed class LimitTests
{
    private static IEnumerable<string> Rules => DeployFiles.Rules;

    private static IEnumerable<string> TaskRules => DeployFiles.TaskRules;

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
    /// here each one that JSON writes with six. Names of parameters and secrets are of such a set too; a call may give an ARN instead.
    /// Source: botocore, ecs 2014-11-13 (RunTask, overrides); CodeCommit user guide, quotas; the API models of ssm and secretsmanager.
    /// </remarks>
    [TestCaseSource(nameof(TaskRules))]
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
            ["$.detail.operation"] = "LabelParameterVersion",
            ["$.detail.name"] = new('p', 1_011),
            ["$.detail.type"] = "SecureString",
            ["$.detail.exception"] = new('e', 500),
            ["$.detail.parameter-name"] = new('p', 1_011),
            ["$.detail.policy-type"] = "ExpirationNotification",
            ["$.detail.requestParameters.resourceType"] = "Parameter",
            ["$.detail.requestParameters.resourceId"] = new('p', 1_011),
            ["$.detail.labelUpdated"] = new('l', 256),
            ["$.detail.versionId"] = new('v', 64),
            ["$.detail.responseElements.arn"] = SecretArn,
            ["$.detail.requestParameters.name"] = new('s', 512),
            ["$.detail.requestParameters.secretId"] = SecretArn,
            ["$.detail.additionalEventData.SecretId"] = SecretArn,
            ["$.detail.serviceEventDetails.secretId"] = SecretArn,
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

    private static string SecretArn => "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:" + new string('s', 512) + "-a1B2c3";

    /// <summary>A placeholder in quotes would be delivered only while no value holds a quote or a backslash; an unmapped one is refused by PutTargets.</summary>
    [TestCaseSource(nameof(TaskRules))]
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
    [TestCaseSource(nameof(TaskRules))]
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
            "Event__Action" => rule == "daily-sync" ? "sync" : "drift",   // a constant: the verb that the rule is there for
            "Drift__DeployedSchedule" => DeployFiles.Filled($"eventbridge-rules/{rule}/rule.json")["ScheduleExpression"]!.GetValue<string>(),
            var name when name.StartsWith("Event__Detail__", StringComparison.Ordinal) => "$.detail." + name["Event__Detail__".Length..].Replace("__", ".", StringComparison.Ordinal),
            var name => "$." + char.ToLowerInvariant(name["Event__".Length]) + name["Event__?".Length..],
        });

        Assert.Multiple(() =>
        {
            Assert.That(worker["name"]!.GetValue<string>(), Is.EqualTo(DeployFiles.Filled("taskdef.json")["containerDefinitions"]![0]!["name"]!.GetValue<string>()));
            Assert.That(worker["environment"]!.AsArray().Select(variable => variable!["value"]!.GetValue<string>()), Is.EqualTo(expected));
        });
    }

    /// <summary>Every line of a text template stands in quotes of its own; without, PutTargets refuses it.</summary>
    [Test]
    public void A_sentence_for_people_is_quoted_line_by_line()
    {
        foreach (var rule in DeployFiles.Rules.Except(DeployFiles.TaskRules, StringComparer.Ordinal))
        {
            var template = Target(rule)["InputTransformer"]!["InputTemplate"]!.GetValue<string>();

            Assert.That(template.Split('\n'), Has.All.Matches("^\"[^\"]+\"$"), rule);
        }
    }

    /// <summary>Source: EventBridge user guide, considerations for <c>$or</c>: at most 1,000 combinations of a pattern's values.</summary>
    [TestCaseSource(nameof(Rules))]
    public void A_pattern_has_few_enough_combinations(string rule)
    {
        var pattern = DeployFiles.Filled($"eventbridge-rules/{rule}/rule.json")["EventPattern"]?.GetValue<string>();

        Assert.That(pattern is null ? 1 : Combinations(JsonNode.Parse(pattern)!), Is.LessThan(1_000));
    }

    private static int Combinations(JsonNode pattern) => pattern switch
    {
        JsonObject fields => fields.Aggregate(1, (product, field) =>
            product * (field.Key == "$or" ? field.Value!.AsArray().Sum(one => Combinations(one!)) : Combinations(field.Value!))),
        JsonArray alternatives => alternatives.Count,
        _ => 1,
    };

    /// <summary>Source: IAM quotas. All inline policies of a role 10,240; a managed policy 6,144; a service control policy 5,120, blanks included.</summary>
    [TestCase("iam/replica-deny.json", 5_120)]
    [TestCase("iam/task-role.json", 5_120)]
    [TestCase("iam/task-role-kms.json", 5_120)]
    [TestCase("iam/task-role-check.json", 5_120)]
    [TestCase("iam/task-role-secrets.json", 5_120)]
    [TestCase("iam/task-role-parameters.json", 5_120)]
    [TestCase("iam/task-role-configuration.json", 5_120)]
    [TestCase("iam/execution-role.json", 10_240)]
    [TestCase("iam/drift-role.json", 5_120)]
    [TestCase("iam/events-invoke-role.json", 10_240)]
    [TestCase("iam/ecs-tasks-trust.json", 2_048)]
    [TestCase("iam/events-invoke-trust.json", 2_048)]
    public void A_policy_is_within_its_limit(string policy, int characters) =>
        Assert.That(DeployFiles.Fill(DeployFiles.Read(policy)), Has.Length.LessThanOrEqualTo(characters));

    /// <summary>IAM counts all inline policies of a role together, blanks aside; half is left for the lists of many repositories, regions and keys.</summary>
    [Test]
    public void All_that_the_worker_may_do_fits_one_role()
    {
        var policies = DeployFiles.Json.Where(file => file.StartsWith("iam/task-role", StringComparison.Ordinal));

        Assert.That(policies.Sum(policy => DeployFiles.Filled(policy).ToJsonString().Length), Is.LessThanOrEqualTo(10_240 / 2));
    }

    private static JsonNode Target(string rule) => DeployFiles.Filled($"eventbridge-rules/{rule}/targets.json")["Targets"]!.AsArray().Single()!;
}
