using System.Text.Json.Nodes;
using NUnit.Framework;
using ReplicaWorker.Events;

namespace ReplicaWorker.Tests.Events;

/// <summary>Each row of the events table, with payloads as AWS documents them.</summary>
public sealed class EventTableTests
{
    [Test]
    public void A_created_branch_names_its_repository_ref_and_commit()
    {
        var e = (ReplicaEvent.RefChanged)Writing.ParseJson("""
            {"version":"0","id":"01234567-EXAMPLE","detail-type":"CodeCommit Repository State Change","source":"aws.codecommit",
             "account":"123456789012","time":"2019-06-12T10:23:43Z","region":"us-east-1","resources":["arn:aws:codecommit:us-east-1:123456789012:myRepo"],
             "detail":{"commitId":"1111111111111111111111111111111111111111","event":"referenceCreated","referenceFullName":"refs/heads/myBranch",
                       "referenceName":"myBranch","referenceType":"branch","repositoryId":"12345678-1234-5678-abcd-12345678abcd","repositoryName":"myRepo",
                       "oldCommitId":"0000000000000000000000000000000000000000"}}
            """);

        Assert.That((e.Repository, e.Change, e.Ref, e.OldCommitId), Is.EqualTo(("myRepo", RefChangeKind.Created, "refs/heads/myBranch", (string?)null)));
        Assert.That(e.CommitId, Is.EqualTo(new string('1', 40)));
        Assert.That(e.Metadata.Time, Is.EqualTo(new DateTimeOffset(2019, 6, 12, 10, 23, 43, TimeSpan.Zero)));
        Assert.That(e.IsChange, Is.True);
    }

    [TestCase("""{"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change","detail":{"event":"unreferencedMergeCommitCreated"}}""")]
    [TestCase("""{"source":"aws.codecommit","region":"us-west-2","detail-type":"CodeCommit Repository State Change","detail":{"event":"referenceCreated"}}""")]
    [TestCase("""{"source":"aws.unknown","region":"us-west-2"}""")]
    [TestCase("""{"action":"sync","region":"us-west-2"}""")]
    [TestCase("""{"source":"aws.secretsmanager","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"PutSecretValue","errorCode":"AccessDenied"}}""")]
    [TestCase("""{"source":"aws.ssm","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"PutParameter","errorCode":"ParameterNotFound"}}""")]
    [TestCase("""{"source":"aws.codecommit","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"CreateRepository","errorCode":"X"}}""")]
    [TestCase("""{"source":"aws.ssm","detail-type":"Parameter Store Change","detail":{"exception":"Unable to describe ami","dataType":"aws:ec2:image","name":"/a","type":"String","operation":"Update"}}""")]
    [TestCase("""{"source":"aws.ssm","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"AddTagsToResource","requestParameters":{"resourceType":"Document","resourceId":"d"}}}""")]
    [TestCase("""{"source":"aws.ssm","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"DeleteParameters","requestParameters":{}}}""")]
    public void Some_events_are_no_reason_to_look_at_anything(string json)
    {
        var e = Writing.ParseJson(json);

        Assert.That(e, Is.TypeOf<ReplicaEvent.NothingToDo>());
        Assert.That(e.IsChange, Is.False);
    }

    [TestCase("CreateRepository", ExpectedResult = typeof(ReplicaEvent.RepositoryChanged))]
    [TestCase("UpdateDefaultBranch", ExpectedResult = typeof(ReplicaEvent.RepositoryChanged))]
    [TestCase("UpdateRepositoryDescription", ExpectedResult = typeof(ReplicaEvent.RepositoryChanged))]
    [TestCase("DeleteRepository", ExpectedResult = typeof(ReplicaEvent.RepositoryDeleted))]
    public Type A_call_on_a_repository_is_its_repositorys(string call) =>
        Writing.ParseJson($$$$"""
            {"source":"aws.codecommit","detail-type":"AWS API Call via CloudTrail",
             "detail":{"eventName":"{{{{call}}}}","requestParameters":{"repositoryName":"shop"}}}
            """).GetType();

    [TestCase("""{"responseElements":{"arn":"A"},"requestParameters":{"secretId":"B"}}""", "A")]
    [TestCase("""{"responseElements":{"aRN":"A"},"requestParameters":{"secretId":"B"}}""", "A")]
    [TestCase("""{"responseElements":{"ARN":"A"},"requestParameters":{"secretId":"B"}}""", "A")]
    [TestCase("""{"responseElements":null,"requestParameters":{"secretId":"B","name":"C"}}""", "B")]
    [TestCase("""{"requestParameters":{"name":"C"},"additionalEventData":{"SecretId":"D"}}""", "C")]
    [TestCase("""{"requestParameters":null,"additionalEventData":{"SecretId":"D"},"serviceEventDetails":{"secretId":"E"}}""", "D")]
    [TestCase("""{"serviceEventDetails":{"secretId":"E"},"resources":[{"ARN":"arn:aws:secretsmanager:r:1:secret:F"}]}""", "E")]
    [TestCase("""{"resources":[{"ARN":"arn:aws:kms:r:1:key/k"},{"ARN":"arn:aws:secretsmanager:r:1:secret:F"}],"name":"G"}""", "arn:aws:secretsmanager:r:1:secret:F")]
    [TestCase("""{"name":"G"}""", "G")]
    public void A_secrets_id_is_taken_from_the_most_exact_place(string detail, string id)
    {
        var json = detail.Insert(1, "\"eventName\":\"PutSecretValue\",");
        var e = Writing.ParseJson("""{"source":"aws.secretsmanager","detail-type":"AWS API Call via CloudTrail","detail":""" + json + "}");

        Assert.That(((ReplicaEvent.SecretCalled)e).SecretId, Is.EqualTo(id));
    }

    [Test]
    public void An_updated_label_is_known_by_its_ARN_when_the_envelope_has_one()
    {
        var e = (ReplicaEvent.SecretLabelUpdated)Writing.ParseJson("""
            {"detail-type":"Secret Label Updated","source":"aws.secretsmanager","region":"us-east-1",
             "resources":["arn:aws:secretsmanager:us-east-1:012345678901:secret:mySecret-a1b2c3"],
             "detail":{"name":"mySecret","labelUpdated":"AWSCURRENT","versionId":"a1b2c3d4"}}
            """);

        Assert.That(e.SecretId, Does.EndWith("secret:mySecret-a1b2c3"));
        Assert.That((e.Label, e.VersionId), Is.EqualTo(("AWSCURRENT", "a1b2c3d4")));
    }

    [Test]
    public void Deleted_parameters_are_all_named()
    {
        var e = (ReplicaEvent.ParametersCalled)Writing.ParseJson("""
            {"source":"aws.ssm","detail-type":"AWS API Call via CloudTrail",
             "detail":{"eventName":"DeleteParameters","requestParameters":{"names":["/a","/b"]}}}
            """);

        Assert.That(e.Names, Is.EqualTo(["/a", "/b"]));
    }

    [TestCase("mirror", RequestedAction.Mirror, false)]
    [TestCase("ConfigMaps", RequestedAction.ConfigMaps, false)]
    [TestCase("initial_sync", RequestedAction.Sync, false)]
    [TestCase("TEST_SYNC", RequestedAction.Sync, true)]
    [TestCase("Initial_Check", RequestedAction.Drift, false)]
    [TestCase("manual_check", RequestedAction.Drift, false)]
    [TestCase("test_drift_detection", RequestedAction.Drift, false)]
    [TestCase("connectivity_test", RequestedAction.Check, false)]
    public void An_action_names_a_verb_in_any_case(string action, object verb, bool dryRun)
    {
        var e = (ReplicaEvent.ActionRequested)Writing.ParseJson(new JsonObject { ["action"] = action });

        Assert.That((e.Action, e.DryRun), Is.EqualTo(((RequestedAction)verb, dryRun)));
        Assert.That(e.Names, Is.Empty);
        Assert.That(e.IsChange, Is.False);
    }

    [Test]
    public void An_action_goes_before_the_table_and_keeps_what_the_event_names()
    {
        const string Push = """
            {"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change","action":"mirror",
             "detail":{"event":"referenceCreated","repositoryName":"shop","referenceFullName":"refs/heads/main"}}
            """;
        var e = (ReplicaEvent.ActionRequested)Writing.ParseJson(Push);

        Assert.That((e.Action, e.Names.Single()), Is.EqualTo((RequestedAction.Mirror, "shop")));
    }

    [TestCase("aws.events")]
    [TestCase("aws.scheduler")]
    public void A_schedule_without_an_action_is_the_daily_safety_net(string source)
    {
        var e = Writing.ParseJson(new JsonObject { ["source"] = source, ["detail-type"] = "Scheduled Event", ["detail"] = new JsonObject() });

        Assert.That(((ReplicaEvent.ActionRequested)e).Action, Is.EqualTo(RequestedAction.Sync));
    }

    [TestCase("""{"detail":{"name":"all","operation":"sync"}}""")]
    [TestCase("""{"detail":{"name":"ALL"}}""")]
    [TestCase("""{"source":"replica-worker.manual","detail":{"name":"All","operation":"whatever"}}""")]
    public void All_is_everything_whatever_the_operation(string json) =>
        Assert.That(((ReplicaEvent.ActionRequested)Writing.ParseJson(json)).Action, Is.EqualTo(RequestedAction.Sync));

    [TestCase("create", ParameterOperation.Create)]
    [TestCase("UPDATE", ParameterOperation.Update)]
    [TestCase("Delete", ParameterOperation.Delete)]
    public void A_payload_by_hand_names_a_parameter(string operation, object expected)
    {
        var e = (ReplicaEvent.ParameterChanged)Writing.ParseJson($$$$"""{"detail":{"name":"/a/b","operation":"{{{{operation}}}}"}}""");

        Assert.That((e.Name, e.Operation), Is.EqualTo(("/a/b", (ParameterOperation)expected)));
    }

    [Test]
    public void An_empty_scalar_is_absent_and_an_empty_region_is_the_primary()
    {
        var e = (ReplicaEvent.RefChanged)EventParser.Parse(
            Writing.Scalars(
            [
                ("Event__Source", "aws.codecommit"),
                ("Event__DetailType", "CodeCommit Repository State Change"),
                ("Event__Region", ""),
                ("Event__Time", ""),
                ("Event__Action", ""),
                ("Event__Detail__event", "referenceDeleted"),
                ("Event__Detail__repositoryName", "shop"),
                ("Event__Detail__referenceFullName", ""),
                ("Event__Detail__commitId", ""),
            ]),
            Writing.Primary);

        Assert.That((e.Ref, e.CommitId, e.Metadata.Time, e.Metadata.Region), Is.EqualTo(((string?)null, (string?)null, (DateTimeOffset?)null, Writing.Primary)));
    }

    [Test]
    public void A_secrets_scalars_may_leave_the_inner_objects_empty()
    {
        var e = (ReplicaEvent.SecretCalled)EventParser.Parse(
            Writing.Scalars(
            [
                ("Event__Source", "aws.secretsmanager"),
                ("Event__DetailType", "AWS Service Event via CloudTrail"),
                ("Event__Detail__eventName", "RotationSucceeded"),
                ("Event__Detail__requestParameters__secretId", ""),
                ("Event__Detail__responseElements__arn", ""),
                ("Event__Detail__additionalEventData__SecretId", "prod/db"),
            ]),
            Writing.Primary);

        Assert.That(e.SecretId, Is.EqualTo("prod/db"));
    }
}
