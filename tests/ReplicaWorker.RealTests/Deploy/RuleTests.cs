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
/// "Monitoring CodeCommit events in Amazon EventBridge" and "Logging AWS CodeCommit API calls with AWS CloudTrail".
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

    private static IEnumerable<string> Matched => Samples.Where(sample => !sample.StartsWith("no-rule/", StringComparison.Ordinal));

    private static string Folder => Path.Combine(DeployFiles.Root, "tests", "ReplicaWorker.RealTests", "Deploy", "Samples");

    [TestCaseSource(nameof(Samples))]
    public void An_event_meets_the_rule_that_its_folder_names_and_no_other(string sample)
    {
        var met = Rules.Where(rule => rule.Pattern!.Matches(Read(sample))).Select(rule => rule.Name["replica-worker-".Length..]);

        Assert.That(met, sample.StartsWith("no-rule/", StringComparison.Ordinal) ? Is.Empty : Is.EqualTo(new[] { Path.GetDirectoryName(sample) }));
    }

    [TestCaseSource(nameof(Matched))]
    public void The_scalars_say_what_the_whole_event_says(string sample)
    {
        var whole = EventParser.Parse(JsonEvent.Parse(File.ReadAllBytes(Path.Combine(Folder, sample + ".json"))), Primary);

        Assert.That(ByScalars(Read(sample)), Is.EqualTo(whole));
    }

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

    private static IReadOnlyDictionary<string, string> Overrides(JsonElement happened)
    {
        var rule = Rules.Single(rule => rule.Pattern!.Matches(happened));
        var input = rule.Targets.Single().Transformer!.Apply(happened, rule.Name, rule.Arn, DateTimeOffset.UnixEpoch);

        return Task.With(input!).Overrides;
    }

    private static JsonElement Read(string sample) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder, sample + ".json"), Encoding.UTF8));
}
