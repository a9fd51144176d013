using System.Text;
using NUnit.Framework;
using ReplicaWorker.Events;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Tests.Events;

public sealed class MalformedEventTests
{
    private const string Push =
        """{"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change","detail":{"event":"referenceCreated","repositoryName":"shop"}}""";

    [TestCase("", "not JSON")]
    [TestCase("{", "line 1, byte 2")]
    [TestCase("{\"source\":\"aws.codecommit\",\n\"detail", "line 2")]
    [TestCase("[]", "not a JSON object")]
    [TestCase("\"text\"", "not a JSON object")]
    [TestCase("null", "not a JSON object")]
    [TestCase("{} trailing", "not JSON")]
    [TestCase("{}{}", "not JSON")]
    [TestCase("{'source':1}", "not JSON")]
    [TestCase("{\"action\":\"sync\",}", "not JSON")]
    [TestCase("{}", "neither $.source nor $.action nor $.detail")]
    [TestCase("{\"source\":5}", "$.source is not a string")]
    [TestCase("{\"action\":[\"sync\"]}", "$.action is not a string")]
    [TestCase("{\"action\":\"destroy\"}", "$.action is not one of mirror, secrets")]
    [TestCase("{\"detail\":[]}", "$.detail is not an object")]
    [TestCase("{\"detail\":{\"operation\":\"update\"}}", "no $.detail.name")]
    [TestCase("{\"detail\":{\"name\":\"/a\"}}", "no $.detail.operation")]
    [TestCase("{\"detail\":{\"name\":\"/a\",\"operation\":\"explode\"}}", "$.detail.operation is not one of Create")]
    [TestCase("{\"time\":\"yesterday\"}", "$.time is not a time")]
    [TestCase("{\"source\":\"aws.ec2\",\"detail-type\":\"EC2 Instance State-change Notification\"}", "nobody handles \"EC2 Instance State-change Notification\" from \"aws.ec2\"")]
    [TestCase("{\"source\":\"aws.ssm\",\"detail-type\":\"Parameter Store Change\"}", "no $.detail")]
    [TestCase("{\"source\":\"aws.secretsmanager\",\"detail-type\":\"Secret Label Updated\",\"detail\":{}}", "names no secret")]
    [TestCase("{\"source\":\"aws.secretsmanager\",\"detail-type\":\"Secret Label Updated\",\"resources\":[5],\"detail\":{}}", "$.resources[0] is not a string")]
    [TestCase("{\"a\":1,\"a\":2}", "$.a twice")]
    [TestCase("{\"detail\":{\"name\":\"x\",\"name\":\"y\"}}", "$.detail.name twice")]
    public void A_malformed_event_is_refused_with_its_place(string json, string said) =>
        Assert.That(Refusal(Encoding.UTF8.GetBytes(json)), Does.Contain(said));

    [TestCase("repositoryName\":\"shop", "repositoryName\":\"../../etc", "$.detail.repositoryName is not a repository name")]
    [TestCase("repositoryName\":\"shop", "repositoryName\":\"a\\nb", "$.detail.repositoryName is not a repository name")]
    [TestCase("repositoryName\":\"shop", "repositoryName\":\"a\\u0000b", "$.detail.repositoryName is not a repository name")]
    [TestCase("repositoryName\":\"shop", "repositoryName\":\"\\ud800", "$.detail.repositoryName is not text")]
    [TestCase("repositoryName\":\"shop", "repositoryName\":\"", "no $.detail.repositoryName")]
    [TestCase("repositoryName\":\"shop", "referenceFullName\":\"refs/heads/../x\",\"repositoryName\":\"shop", "$.detail.referenceFullName is not a full ref name")]
    [TestCase("repositoryName\":\"shop", "commitId\":\"HEAD\",\"repositoryName\":\"shop", "$.detail.commitId is not an object id")]
    [TestCase("event\":\"referenceCreated", "event\":\"referenceExploded", "$.detail.event")]
    public void A_hostile_name_is_refused_and_not_repeated(string from, string to, string said)
    {
        var message = Refusal(Encoding.UTF8.GetBytes(Push.Replace(from, to, StringComparison.Ordinal)));

        Assert.That(message, Does.Contain(said));
        Assert.That(message, Does.Not.Contain("etc").And.Not.Contain("Exploded"));
    }

    [Test]
    public void A_name_of_10_000_characters_is_refused_in_one_short_line() =>
        Assert.That(Refusal(Encoding.UTF8.GetBytes(Push.Replace("shop", new string('x', 10_000), StringComparison.Ordinal))), Has.Length.LessThan(100));

    [Test]
    public void A_megabyte_of_garbage_is_refused_in_one_short_line()
    {
        byte[] garbage = [.. Enumerable.Range(0, 1024 * 1024).Select(i => (byte)(i * 2_654_435_761L >> 13))];

        Assert.That(Refusal(garbage), Is.EqualTo("the event is not UTF-8"));
        Assert.That(Refusal([.. garbage.Select(b => (byte)('a' + (b % 26)))]), Does.Contain("not JSON"));
    }

    [Test]
    public void More_than_a_mebibyte_is_refused_and_not_parsed() =>
        Assert.That(Refusal(new byte[JsonEvent.LargestEvent + 1]), Is.EqualTo("the event is larger than 1 MiB"));

    [Test]
    public void A_deeply_nested_event_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);

        Assert.That(Refusal(Encoding.UTF8.GetBytes(deep)), Does.Contain("nested deeper than 32"));
    }

    [Test]
    public void A_byte_order_mark_is_named() =>
        Assert.That(Refusal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Push)]), Does.Contain("byte order mark"));

    [Test]
    public void Invalid_UTF_8_is_named() =>
        Assert.That(Refusal([.. Encoding.UTF8.GetBytes("{\"source\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}")]), Is.EqualTo("the event is not UTF-8"));

    [Test]
    public void A_secret_in_a_malformed_event_is_never_repeated()
    {
        const string Secret = "hunter2";
        string[] events =
        [
            $"{{\"source\":{Secret}}}",
            $"{{\"action\":\"{Secret}\"}}",
            $"{{\"detail\":{{\"name\":\"{Secret} !\",\"operation\":\"update\"}}}}",
            $"{{\"time\":\"{Secret}\"}}",
            $"{{\"id\":\"{Secret} !\"}}",
            $"{{\"{Secret}",
        ];

        foreach (var json in events)
        {
            Assert.That(Refusal(Encoding.UTF8.GetBytes(json)), Does.Not.Contain(Secret), json);
        }
    }

    [TestCase("Event__Detail", "text", "Event__Detail is not an object")]
    [TestCase("Event__Detail__requestParameters", "text", "Event__Detail__requestParameters is not an object")]
    [TestCase("Event__Resources", "arn", "Event__Resources is not an array: arrays come only by JSON")]
    public void A_scalar_in_the_wrong_place_is_named_by_its_variable(string key, string value, string said)
    {
        (string, string)[] variables =
        [
            ("Event__DetailType", EventParser.ByCloudTrail),
            ("Event__Detail__eventName", "PutSecretValue"),
            ("Event__Source", "aws.secretsmanager"),
            (key, value),
        ];

        Assert.That(() => EventParser.Parse(Writing.Scalars(variables), Writing.Primary), Throws.TypeOf<BadEventException>().With.Message.Contains(said));
    }

    private static string Refusal(byte[] json)
    {
        var e = Assert.Throws<BadEventException>(() => EventParser.Parse(JsonEvent.Parse(json), Writing.Primary));
        Assert.That(e!.Message, Has.Length.LessThanOrEqualTo(300).And.Not.Contain("\n"));
        return e.Message;
    }
}
