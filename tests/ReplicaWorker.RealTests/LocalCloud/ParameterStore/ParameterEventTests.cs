using LocalCloud.Bus;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.ParameterStore;

public sealed class ParameterEventTests
{
    private const string Native = "Parameter Store Change";
    private const string Trail = "AWS API Call via CloudTrail";

    private ParameterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = new(await CloudFixture.CloudAsync());

    [OneTimeTearDown]
    public void Stop() => _world.Dispose();

    [Test]
    public async Task Each_change_raises_its_native_event_in_the_region_of_the_call()
    {
        await _world.PutAsync("/events/life", """{"Description":"d"}""");
        await _world.PutAsync("/events/life", """{"Overwrite":true}""");
        await _world.Wire.SsmAsync("LabelParameterVersion", ParameterWorld.Of("""{"Name":"/events/life","Labels":["l"]}"""));
        await _world.Wire.SsmAsync("AddTagsToResource", ParameterWorld.Of("""{"ResourceType":"Parameter","ResourceId":"/events/life","Tags":[{"Key":"k","Value":"v"}]}"""));
        await _world.Wire.SsmAsync("DeleteParameters", ParameterWorld.Of("""{"Names":["/events/life","/events/nobody"]}"""));
        await _world.PutAsync("/events/life", region: "us-west-2");

        var raised = _world.Events("/events/life").Where(raised => raised.DetailType == Native).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(raised.Select(Operation), Is.EqualTo(new[] { "Create", "Update", "LabelParameterVersion", "Delete", "Create" }));
            Assert.That(raised.Select(one => one.Region), Is.EqualTo(new[] { "us-east-1", "us-east-1", "us-east-1", "us-east-1", "us-west-2" }));
            Assert.That(raised[0].Source, Is.EqualTo("aws.ssm"));
            Assert.That(raised[0].Resources, Is.EqualTo(new[] { "arn:aws:ssm:us-east-1:123456789012:parameter/events/life" }));
            Assert.That(raised[0].Detail.ToJsonString(), Is.EqualTo("""{"operation":"Create","name":"/events/life","type":"String","description":"d"}"""));
            Assert.That(_world.Events("/events/nobody").Where(one => one.DetailType == Native), Is.Empty);
        }
    }

    [Test]
    public async Task CloudTrail_tells_who_called_what_without_the_value_and_of_a_refused_call_why()
    {
        await _world.PutAsync("/events/trail", """{"Value":"never-shown","Tags":[{"Key":"K","Value":"V"}]}""");
        await _world.PutAsync("/events/trail", """{"Value":"never-shown"}""", asWorker: true);
        await _world.Wire.SsmAsync("RemoveTagsFromResource", ParameterWorld.Of("""{"ResourceType":"Parameter","ResourceId":"/events/trail","TagKeys":["K"]}"""));

        var raised = _world.Events("/events/trail").Where(raised => raised.DetailType == Trail).Select(raised => raised.Detail).ToArray();
        Assert.That(raised.Select(detail => detail["eventName"]!.GetValue<string>()), Is.EqualTo(new[] { "PutParameter", "PutParameter", "RemoveTagsFromResource" }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(raised[0]["requestParameters"]!.ToJsonString(), Is.EqualTo("""{"name":"/events/trail","value":"HIDDEN_DUE_TO_SECURITY_REASONS","type":"String","tags":[{"key":"K","value":"V"}]}"""));
            Assert.That(raised[0]["responseElements"]!.ToJsonString(), Is.EqualTo("""{"version":1,"tier":"Standard"}"""));
            Assert.That(raised[0]["errorCode"], Is.Null);
            Assert.That(raised[1]["errorCode"]!.GetValue<string>(), Is.EqualTo("ParameterAlreadyExists"));
            Assert.That(raised[1]["userIdentity"]!["sessionContext"]!["sessionIssuer"]!["userName"]!.GetValue<string>(), Is.EqualTo("replica-worker-task"));
            Assert.That(raised[2]["requestParameters"]!["resourceId"]!.GetValue<string>(), Is.EqualTo("/events/trail"));
            Assert.That(_world.Events("/events/trail").Select(one => one.ToJson().GetRawText()), Has.None.Contains("never-shown"));
        }
    }

    [Test]
    public async Task An_AMI_that_is_not_in_the_region_is_answered_with_success_and_only_an_event_tells_that_nothing_was_written()
    {
        const string Image = """{"DataType":"aws:ec2:image","Value":"ami-0123456789abcdef0"}""";
        var here = await _world.PutAsync("/events/ami", Image);
        var there = await _world.PutAsync("/events/ami", Image, "us-west-2");

        var failure = _world.Events("/events/ami").Single(raised => raised.DetailType == Native && raised.Region == "us-west-2").Detail;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(here.Error, Is.Null);
            Assert.That(there.Error, Is.Null);
            Assert.That(await _world.DescribeAsync("/events/ami"), Is.Not.Null);
            Assert.That(await _world.DescribeAsync("/events/ami", "us-west-2"), Is.Null);
            Assert.That(failure["exception"]!.GetValue<string>(), Is.EqualTo("Unable to Describe Resource"));
        }
    }

    private static string Operation(CloudEvent raised) => raised.Detail["operation"]!.GetValue<string>();
}
