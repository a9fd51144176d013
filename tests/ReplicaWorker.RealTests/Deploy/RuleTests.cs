using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LocalCloud.Bus;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using ReplicaWorker.Events;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>The rules as deployed, from an event on the bus to the typed event in the worker.</summary>
/// <remarks>
/// The samples lie in folders named after the one rule that must match them, or <c>no-rule</c>. Their shapes: CodeCommit user guide,
/// "Monitoring CodeCommit events in Amazon EventBridge" and "Logging AWS CodeCommit API calls with AWS CloudTrail"; Systems Manager user guide,
/// "Amazon EventBridge event examples for Systems Manager"; Secrets Manager user guide, "Secret event notifications" and "CloudTrail entries for Secrets Manager".
/// </remarks>
public sealed class RuleTests
{
    private const string Primary = "us-east-1";
    private const string New = "7f3a9c1e5b2d4f6a8c0e1d3b5a7f9c2e4d6b8a0f";
    private const string Old = "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d";

    private static readonly Placeholders Values = new(DeployFiles.Values);

    private static readonly IReadOnlyList<EventRule> Rules =
        EventRule.Load(Path.Combine(DeployFiles.Root, "eventbridge-rules"), Values, Primary, DeployFiles.Values["ACCOUNT_ID"]);

    private static readonly TaskDefinition Task = TaskDefinition.Load(Path.Combine(DeployFiles.Root, "taskdef.json"), Values);

    private static IEnumerable<string> Samples =>
        Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace(".json", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Matched =>
        Samples.Where(sample => DeployFiles.TaskRules.Contains(Path.GetDirectoryName(sample), StringComparer.Ordinal));

    private static string Folder => Path.Combine(DeployFiles.Root, "tests", "ReplicaWorker.RealTests", "Deploy", "Samples");

    [TestCaseSource(nameof(Samples))]
    public void An_event_meets_the_rule_that_its_folder_names_and_no_other(string sample)
    {
        var met = Rules.Where(rule => Meets(rule, Read(sample))).Select(rule => rule.Name["replica-worker-".Length..]);

        Assert.That(met, sample.StartsWith("no-rule/", StringComparison.Ordinal) ? Is.Empty : Is.EqualTo(new[] { Path.GetDirectoryName(sample) }));
    }

    [TestCaseSource(nameof(Matched))]
    public void The_scalars_say_what_the_whole_event_says(string sample)
    {
        var whole = EventParser.Parse(JsonEvent.Parse(File.ReadAllBytes(Path.Combine(Folder, sample + ".json"))), Primary);

        Assert.That(ByScalars(Read(sample)), Is.EqualTo(whole).Or.Matches<ReplicaEvent>(told => IsSameSecret(told, whole)));
    }

    /// <summary>The event lists its secret's ARN in an array, which no variable can hold; its detail has the name.</summary>
    private static bool IsSameSecret(ReplicaEvent told, ReplicaEvent whole) =>
        (told, whole) is (ReplicaEvent.SecretLabelUpdated byName, ReplicaEvent.SecretLabelUpdated byArn)
        && byArn.SecretId.Contains($":secret:{byName.SecretId}-", StringComparison.Ordinal)
        && byName with { SecretId = byArn.SecretId } == byArn;

    [TestCase("branch-created", "Created refs/heads/topic/one")]
    [TestCase("branch-updated", "Updated refs/heads/main")]
    [TestCase("branch-merged", "Updated refs/heads/main")]
    [TestCase("branch-deleted", "Deleted refs/heads/topic/one")]
    [TestCase("branch-with-an-awkward-name", "Updated refs/heads/größe/\"quoted\"/<id>")]
    [TestCase("tag-created", "Created refs/tags/v1.0")]
    [TestCase("tag-deleted", "Deleted refs/tags/v1.0")]
    public void A_moved_reference_arrives(string sample, string expected)
    {
        var moved = (ReplicaEvent.RefChanged)ByScalars(Read("codecommit-reference-change/" + sample));

        Assert.Multiple(() =>
        {
            Assert.That(moved.Repository, Is.EqualTo("RepoA"));
            Assert.That($"{moved.Change} {moved.Ref}", Is.EqualTo(expected));
            Assert.That(moved.CommitId, Is.EqualTo(moved.Change == RefChangeKind.Deleted ? null : New));
            Assert.That(moved.OldCommitId, Is.EqualTo(moved.Change == RefChangeKind.Created ? null : Old));
        });
    }

    [TestCase("repository-created-by-a-user", RepositoryCall.CreateRepository)]
    [TestCase("default-branch-updated-by-a-role", RepositoryCall.UpdateDefaultBranch)]
    [TestCase("description-updated-by-root", RepositoryCall.UpdateRepositoryDescription)]
    public void A_changed_repository_arrives(string sample, object call)
    {
        var changed = (ReplicaEvent.RepositoryChanged)ByScalars(Read("codecommit-api-calls/" + sample));

        Assert.Multiple(() =>
        {
            Assert.That(changed.Repository, Is.EqualTo("RepoA"));
            Assert.That(changed.Call, Is.EqualTo(call));
        });
    }

    [Test]
    public void A_deleted_repository_arrives_as_such() =>
        Assert.That(
            ByScalars(Read("codecommit-api-calls/repository-deleted-by-a-single-sign-on-role")),
            Is.InstanceOf<ReplicaEvent.RepositoryDeleted>().With.Property(nameof(ReplicaEvent.RepositoryDeleted.Repository)).EqualTo("RepoA"));

    [TestCase("parameter-created", ParameterOperation.Create, "/shop/url", "String")]
    [TestCase("parameter-updated", ParameterOperation.Update, "/shop/password", "SecureString")]
    [TestCase("parameter-deleted", ParameterOperation.Delete, "/shop/url", "String")]
    [TestCase("parameter-labelled", ParameterOperation.LabelParameterVersion, "shop-flags", "StringList")]
    public void A_changed_parameter_arrives(string sample, object operation, string name, string type)
    {
        var changed = (ReplicaEvent.ParameterChanged)ByScalars(Read("parameter-store-change/" + sample));

        Assert.That((changed.Operation, changed.Name, changed.Type), Is.EqualTo(((ParameterOperation)operation, name, type)));
    }

    [Test]
    public void An_expired_parameter_arrives() =>
        Assert.That(
            ByScalars(Read("parameter-store-policy/parameter-expired")),
            Is.InstanceOf<ReplicaEvent.ParameterPolicyActed>().With.Property(nameof(ReplicaEvent.ParameterPolicyActed.Name)).EqualTo("/shop/trial"));

    [TestCase("parameter-tagged-by-a-role", "AddTagsToResource", "/shop/url")]
    [TestCase("parameter-untagged-by-a-user", "RemoveTagsFromResource", "shop-flags")]
    public void A_tagged_parameter_arrives(string sample, string call, string name)
    {
        var called = (ReplicaEvent.ParametersCalled)ByScalars(Read("parameter-api-calls/" + sample));

        Assert.That((called.Call, called.Names.Single()), Is.EqualTo((call, name)));
    }

    private const string SecretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db-a1B2c3";

    [TestCase("secret-created-by-a-user", "CreateSecret", "shop/db")]
    [TestCase("value-put-by-a-role", "PutSecretValue", SecretArn)]
    [TestCase("secret-updated-by-name", "UpdateSecret", SecretArn)]
    [TestCase("stage-moved", "UpdateSecretVersionStage", SecretArn)]
    [TestCase("secret-tagged-by-root", "TagResource", "shop/db")]
    [TestCase("secret-untagged", "UntagResource", SecretArn)]
    [TestCase("secret-deleted", "DeleteSecret", SecretArn)]
    [TestCase("secret-restored", "RestoreSecret", SecretArn)]
    [TestCase("rotation-succeeded", "RotationSucceeded", SecretArn)]
    [TestCase("rotation-succeeded-in-its-other-shape", "RotationSucceeded", SecretArn)]
    public void A_call_on_a_secret_arrives(string sample, string call, string secret)
    {
        var called = (ReplicaEvent.SecretCalled)ByScalars(Read("secret-api-calls/" + sample));

        Assert.That((called.Call, called.SecretId), Is.EqualTo((call, secret)));
    }

    [Test]
    public void A_moved_label_arrives()
    {
        var updated = (ReplicaEvent.SecretLabelUpdated)ByScalars(Read("secret-label-updated/value-put"));

        Assert.That((updated.SecretId, updated.Label), Is.EqualTo(("shop/db", "AWSCURRENT")));
        Assert.That(updated.VersionId, Is.EqualTo("a1b2c3d4-5678-90ab-cdef-000000000001"));
    }

    [Test]
    public void The_hour_asks_for_a_full_sync()
    {
        var asked = (ReplicaEvent.ActionRequested)ByScalars(Read("daily-sync/the-hour-strikes"));

        Assert.That((asked.Action, asked.DryRun, asked.Names.Length), Is.EqualTo((RequestedAction.Sync, false, 0)));
    }

    [Test]
    public void The_interval_asks_for_ConfigMaps()
    {
        var asked = (ReplicaEvent.ActionRequested)ByScalars(Read("configmap-schedule/the-interval-is-over"));

        Assert.That((asked.Action, asked.DryRun, asked.Names.Length), Is.EqualTo((RequestedAction.ConfigMaps, false, 0)));
    }

    [Test]
    public void The_envelope_arrives_whole() =>
        Assert.That(
            ByScalars(Read("codecommit-reference-change/branch-created")).Metadata,
            Is.EqualTo(new EventMetadata(
                "01234567-0123-0123-0123-000000000001",
                "aws.codecommit",
                "CodeCommit Repository State Change",
                new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                Primary,
                DeployFiles.Values["ACCOUNT_ID"])));

    /// <summary>Quotes, backslashes, placeholders, anything: EventBridge quotes what it puts in, and puts it in once.</summary>
    [Test]
    public void Whatever_a_name_holds_arrives_as_it_was() =>
        Prop.ForAll<NonEmptyString, NonEmptyString>(
            (repository, reference) =>
            {
                var happened = JsonNode.Parse(Read("codecommit-reference-change/branch-updated").GetRawText())!;
                happened["detail"]!["repositoryName"] = repository.Get;
                happened["detail"]!["referenceFullName"] = reference.Get;
                var told = Overrides(JsonSerializer.SerializeToElement(happened));

                return told["Event__Detail__repositoryName"] == repository.Get && told["Event__Detail__referenceFullName"] == reference.Get;
            }).QuickCheckThrowOnFailure();

    /// <summary>Through the rule's transformer and the task's overrides into the worker's configuration.</summary>
    private static ReplicaEvent ByScalars(JsonElement happened)
    {
        var variables = Overrides(happened).Select(variable =>
            KeyValuePair.Create<string, string?>(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(variables).Build();

        return EventParser.Parse(new ScalarEvent(configuration.GetSection(ScalarEvent.Root)), Primary);
    }

    /// <summary>A bus has its own region's events only; a schedule's event goes to its own rule, whose ARN it bears.</summary>
    private static bool Meets(EventRule rule, JsonElement happened) =>
        happened.GetProperty("region").ValueEquals(Primary)
        && (rule.Pattern?.Matches(happened) ?? happened.GetProperty("resources").EnumerateArray().Any(resource => resource.ValueEquals(rule.Arn)));

    private static IReadOnlyDictionary<string, string> Overrides(JsonElement happened)
    {
        var rule = Rules.Single(rule => Meets(rule, happened));
        var input = rule.Targets.Single().Transformer!.Apply(happened, rule.Name, rule.Arn, DateTimeOffset.UnixEpoch);

        return Task.With(input!).Overrides;
    }

    private static JsonElement Read(string sample) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder, sample + ".json"), Encoding.UTF8));
}
