using System.Text.Json.Nodes;
using NUnit.Framework;
using ReplicaWorker.Events;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Tests.Events;
using static ReplicaWorker.Tests.Secrets.Some;

namespace ReplicaWorker.Tests.Secrets;

/// <summary>What the two systems that this one replaces did wrong with secrets, one test a defect.</summary>
public sealed class SeedDefectTests
{
    [Test]
    public void A_CreateSecret_event_has_no_detail_name_and_names_its_secret_all_the_same() =>
        Assert.That(
            Called("CreateSecret", new JsonObject { ["requestParameters"] = new JsonObject { ["name"] = "shop/db" }, ["responseElements"] = null }),
            Is.EqualTo("shop/db"));

    [TestCase("UpdateSecret")]
    [TestCase("PutSecretValue")]
    public void Updates_name_their_secret_by_id_and_are_not_lost(string call) =>
        Assert.That(
            Called(call, new JsonObject { ["requestParameters"] = new JsonObject { ["secretId"] = "shop/db" } }), Is.EqualTo("shop/db"));

    [Test]
    public void The_ARN_need_not_stand_in_responseElements() =>
        Assert.That(
            Called("RotationSucceeded", new JsonObject { ["requestParameters"] = null, ["additionalEventData"] = new JsonObject { ["SecretId"] = Arn(Primary) } }),
            Is.EqualTo(Arn(Primary)));

    [Test]
    public void A_replica_in_any_region_does_not_count_for_every_region()
    {
        var source = Source(InSync(West));

        Assert.That(Plan(source, (West, ReplicaOf(source, West)), (Europe, null)).Steps.Single(), Is.InstanceOf<SecretStep.Replicate>().With.Property("Region").EqualTo(Europe));
    }

    [Test]
    public void A_failed_replica_does_not_count_as_done() =>
        Assert.That(Plan(Source(Failed(West)), (West, null)).Steps.Single(), Is.InstanceOf<SecretStep.Replicate>());

    [Test]
    public void A_plain_copy_is_not_a_replica() =>
        Assert.That(Plan(Source(), (West, Standalone(West) with { Labels = Source().Labels, Tags = Source().Tags })).Conflicts, Has.Length.EqualTo(1));

    [Test]
    public void Nothing_is_overwritten_blindly() =>
        Assert.That(
            Plan(Source(), (West, Standalone(West)), (Europe, null)).Steps.OfType<SecretStep.Replicate>().Select(step => step.Overwrite), Is.EqualTo([false]));

    [Test]
    public void A_replicas_key_is_the_configured_one() =>
        Assert.That(
            Plan(Source(), Rules with { KmsKeys = Map((West, "alias/dr")) }, (West, null)).Steps.OfType<SecretStep.Replicate>().Select(step => step.KmsKeyId),
            Is.EqualTo(["alias/dr"]));

    [Test]
    public void A_name_that_merely_contains_the_pattern_is_left_out() =>
        Assert.That(
            new SecretSelection(new() { Include = ["genai-demo*"] }, Primary).WhyLeftOut(Source() with { Name = "not-genai-demo/db" }), Is.Not.Null);

    private static string Called(string call, JsonObject detail)
    {
        detail["eventName"] = call;
        return ((ReplicaEvent.SecretCalled)Writing.ParseJson(new JsonObject
        {
            ["source"] = "aws.secretsmanager",
            ["detail-type"] = call == "RotationSucceeded" ? "AWS Service Event via CloudTrail" : "AWS API Call via CloudTrail",
            ["region"] = Primary,
            ["detail"] = detail,
        })).SecretId;
    }
}
