using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Parameters;
using static ReplicaWorker.Tests.Parameters.Some;

namespace ReplicaWorker.Tests.Parameters;

public sealed class ParameterPartsTests
{
    [TestCase(null, "alias/aws/ssm")]
    [TestCase("alias/aws/ssm", "alias/aws/ssm")]
    [TestCase("alias/own", "alias/own")]
    [TestCase("arn:aws:kms:us-east-1:123456789012:alias/own", "arn:aws:kms:us-west-2:123456789012:alias/own")]
    [TestCase("mrk-1234abcd12ab34cd56ef1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890ab")]
    [TestCase("arn:aws:kms:us-east-1:123456789012:key/mrk-12ab", "arn:aws:kms:us-west-2:123456789012:key/mrk-12ab")]
    [TestCase("1234abcd-12ab-34cd-56ef-1234567890ab", null)]
    [TestCase("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", null)]
    public void A_key_is_mapped_to_the_region_or_to_none(string? key, string? expected) =>
        Assert.That(KmsKeyMap.Map(key, West, configured: null), Is.EqualTo(expected));

    [TestCase("alias/own")]
    [TestCase(null)]
    [TestCase("1234abcd-12ab-34cd-56ef-1234567890ab")]
    public void What_is_configured_for_the_region_wins(string? key) => Assert.That(KmsKeyMap.Map(key, West, "alias/dr"), Is.EqualTo("alias/dr"));

    [Test]
    public void An_arn_and_what_it_names_are_one_key()
    {
        Assert.That(KmsKeyMap.AreSame("arn:aws:kms:us-west-2:123456789012:alias/own", "alias/own"));
        Assert.That(KmsKeyMap.AreSame("arn:aws:kms:us-west-2:123456789012:key/mrk-1", "mrk-1"));
        Assert.That(KmsKeyMap.AreSame(null, "alias/aws/ssm"));
        Assert.That(KmsKeyMap.AreSame("alias/own", "alias/other"), Is.False);
    }

    [TestCase("arn:aws:sns:us-east-1:123456789012:topic", true)]
    [TestCase("""{"queue":"arn:aws:sqs:us-east-1:1:q"}""", true)]
    [TestCase("arn:aws:s3:::bucket,arn:aws-us-gov:sqs:us-east-1:1:q", true)]
    [TestCase("arn:aws:sns:us-west-2:123456789012:topic", false)]
    [TestCase("arn:aws:s3:::us-east-1", false)]
    [TestCase("us-east-1", false)]
    [TestCase("arn:aws", false)]
    [TestCase("arn:aws:sns:us-east-1", false)]
    public void Only_an_arn_of_the_region_points_back(string value, bool expected) => Assert.That(RegionalValue.IsIn(value, East), Is.EqualTo(expected));

    [TestCase("arn:aws:ssm:us-east-1:123456789012:parameter/a/b", "/a/b")]
    [TestCase("arn:aws:ssm:us-east-1:123456789012:parameter/plain", "plain")]
    [TestCase("arn:aws:ssm:us-east-1:123456789012:document/a", null)]
    [TestCase("/a/b", null)]
    public void An_arn_names_a_parameter(string arn, string? expected) => Assert.That(ParameterName.KeyOfArn(arn), Is.EqualTo(expected));

    [Test]
    public void A_version_or_label_is_not_part_of_a_name()
    {
        Assert.That(ParameterName.IsPlain("/a/b:3"), Is.False);
        Assert.That(ParameterName.IsPlain("/a/b"));
        Assert.That(ParameterName.Key("/plain"), Is.EqualTo(ParameterName.Key("plain")));
        Assert.That(ParameterName.Key("/a/b"), Is.Not.EqualTo(ParameterName.Key("a/b")));
    }

    [Test]
    public void A_value_is_never_printed_and_a_digest_cannot_be_revealed()
    {
        var content = Parameter(value: "marked-value").Content!;

        Assert.That($"{content} {Parameter(value: "marked-value")}", Does.Not.Contain("marked"));
        Assert.That(content.Reveal(), Is.EqualTo("marked-value"));
        Assert.That(content.WithoutText(), Is.EqualTo(content));
        Assert.Throws<InvalidOperationException>(() => content.WithoutText().Reveal());
        Assert.That(ParameterContent.Of("marked-value", West, Key), Is.EqualTo(content));
        Assert.That(ParameterContent.Of("marked-value", East, new ContentKey()), Is.Not.EqualTo(content), "another run's digests tell nothing");
        Assert.That(ParameterContent.Of("other", East, Key), Is.Not.EqualTo(content));
    }

    [TestCase("1 validation error: Value 'marked-password' at 'value' failed", "marked-password", true)]
    [TestCase("1 validation error: Value 'marked-pass...' at 'value' failed", "marked-password", true)]
    [TestCase("Value 'abc' is wrong", "abc", true)]
    [TestCase("Parameter policies need the advanced tier", "marked-password", false)]
    [TestCase("Parameter policies need the advanced tier", "", false)]
    public void Words_that_quote_the_value_are_found(string message, string value, bool expected) =>
        Assert.That(RefusedPutException.Quotes(message, value), Is.EqualTo(expected));

    [TestCase(100, false, 100, null, true)]
    [TestCase(101, false, 100, null, false)]
    [TestCase(1, true, 100, null, false)]
    [TestCase(0, true, 100, null, true)]
    [TestCase(1, true, 100, 1, true)]
    [TestCase(101, false, 100, 101, true)]
    [TestCase(2, false, 100, 1, false)]
    public void Too_many_orphans_or_an_empty_source_hold_all_of_them(int orphans, bool empty, int most, int? allowed, bool goes) =>
        Assert.That(DeletionBrake.WhyHeld(orphans, empty, most, allowed) is null, Is.EqualTo(goes));

    [Test]
    public void A_held_deletion_says_what_confirms_it() =>
        Assert.That(DeletionBrake.WhyHeld(7, isSourceEmpty: true, 100, null), Is.EqualTo("the source is empty; --allow-deletes 7 confirms"));

    [Test]
    public void Deletions_by_name_are_granted_together_or_not_at_all()
    {
        var permit = DeletionPermit.UpTo(2);

        Assert.That(permit.Take(["a", "b", "c"]).Held, Has.Count.EqualTo(3));
        Assert.That(permit.Take(["a", "b"]).Granted, Has.Count.EqualTo(2));
        Assert.That(permit.Take(["c"]).Held, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_a_full_sync_has_not_counted_is_neither_deleted_nor_held()
    {
        var (granted, held) = DeletionPermit.For(new HashSet<string>(StringComparer.Ordinal) { "a" }).Take(["a", "b"]);

        Assert.That(granted, Is.EqualTo(["a"]));
        Assert.That(held, Is.Empty);
    }

    [Test]
    public void A_key_that_the_service_does_not_know_is_a_matter_of_permissions() =>
        Assert.That(
            ParameterMeaning.Of(new Amazon.SimpleSystemsManagement.Model.InvalidKeyIdException(
                "no", null, Amazon.Runtime.ErrorType.Unknown, "InvalidKeyId", null, System.Net.HttpStatusCode.BadRequest)),
            Is.EqualTo(ExitCode.Denied));
}
