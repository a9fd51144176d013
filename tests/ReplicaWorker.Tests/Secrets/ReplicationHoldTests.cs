using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;

namespace ReplicaWorker.Tests.Secrets;

public sealed class ReplicationHoldTests
{
    [TestCase(null, "us-west-2", false)]
    [TestCase("all", "us-west-2", true)]
    [TestCase("us-west-2", "us-west-2", true)]
    [TestCase("us-west-2", "eu-west-1", false)]
    [TestCase(" eu-west-1  us-west-2 ", "us-west-2", true)]
    [TestCase("", "us-west-2", true)]
    [TestCase("*", "us-west-2", true)]
    [TestCase("us-west-2,eu-west-1", "ap-south-1", true)]
    [TestCase("please", "us-west-2", true)]
    public void A_value_that_cannot_be_read_holds_everything(string? value, string region, bool held) =>
        Assert.That(ReplicationHold.Parse(value).Covers(region), Is.EqualTo(held));

    [Test]
    public void Regions_come_and_go_one_by_one()
    {
        var both = ReplicationHold.None.With("us-west-2").With("eu-west-1").With("us-west-2");

        Assert.That(both.Value, Is.EqualTo("eu-west-1 us-west-2"));
        Assert.That(both.Without("eu-west-1", []).Value, Is.EqualTo("us-west-2"));
        Assert.That(both.Without("eu-west-1", []).Without("us-west-2", []).Value, Is.Null);
        Assert.That(ReplicationHold.All.With("us-west-2").Value, Is.EqualTo("all"));
        Assert.That(ReplicationHold.All.Without("us-west-2", ["us-west-2", "eu-west-1"]).Value, Is.EqualTo("eu-west-1"));
    }

    [Test]
    public void What_is_written_is_read_again()
    {
        var hold = ReplicationHold.None.With("us-gov-west-1").With("eu-west-1");

        Assert.That(ReplicationHold.Parse(hold.Value), Is.EqualTo(hold));
        Assert.That(hold.Value, Does.Match("^[a-z0-9 -]+$"), "a tag's value takes no comma and no asterisk");
    }
}
