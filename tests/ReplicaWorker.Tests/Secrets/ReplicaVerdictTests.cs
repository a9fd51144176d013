using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Secrets;
using static ReplicaWorker.Tests.Secrets.Some;

namespace ReplicaWorker.Tests.Secrets;

public sealed class ReplicaVerdictTests
{
    private static readonly SecretStep Replicate = new SecretStep.Replicate(West, null, Overwrite: false, "nothing", "no replica");

    [Test]
    public void An_accepted_call_is_not_success()
    {
        Assert.That(Verdict(Source(), null), Has.Property("IsDone").False.And.Property("Failure").Null);
        Assert.That(Verdict(Source(InProgress(West)), null).Pending, Is.EqualTo("InProgress"));
        Assert.That(Verdict(Source(InSync(West)), null).Pending, Does.Contain("no replica to be seen"));
    }

    [Test]
    public void In_sync_and_seen_to_be_equal_is_done()
    {
        var source = Source(InSync(West));

        Assert.That(Verdict(source, ReplicaOf(source, West)).IsDone, Is.True);
        Assert.That(Verdict(source, ReplicaOf(source, West) with { Labels = Map(("AWSCURRENT", "v1")) }).Pending, Does.Contain("AWSCURRENT"));
    }

    [Test]
    public void A_failure_is_told_in_AWSs_words_but_not_the_one_from_before_the_retry()
    {
        var source = Source(Failed(West, "Access to KMS is not allowed"));

        Assert.That(Verdict(source, null).Failure, Is.EqualTo("Access to KMS is not allowed"));
        Assert.That(Verdict(source, null, isFirst: true).Pending, Is.Not.Null);
    }

    [Test]
    public void A_removal_is_done_when_the_primary_no_longer_lists_it()
    {
        var remove = new SecretStep.Remove(West, "a replica", "released");

        Assert.That(ReplicaVerdict.Of(remove, Source(InSync(West)), null, Primary, isFirstLook: false).IsDone, Is.False);
        Assert.That(ReplicaVerdict.Of(remove, Source(InSync(Europe)), null, Primary, isFirstLook: false).IsDone, Is.True);
    }

    [TestCase("Replication failed: access denied on the replica key", ExitCode.Denied)]
    [TestCase("Secrets Manager can't use the KMS key alias/dr", ExitCode.Denied)]
    [TestCase("User is not authorized to perform kms:Decrypt", ExitCode.Denied)]
    [TestCase("Replication failed: Secret name simple already exists in region us-west-2.", ExitCode.SomeFailed)]
    [TestCase(null, ExitCode.SomeFailed)]
    public void Keys_and_permissions_are_a_matter_for_whoever_grants_them(string? message, object meaning) =>
        Assert.That(ReplicaFailure.Meaning(message), Is.EqualTo(meaning));

    private static ReplicaVerdict Verdict(SecretState source, SecretState? there, bool isFirst = false) =>
        ReplicaVerdict.Of(Replicate, source, there, Primary, isFirst);
}
