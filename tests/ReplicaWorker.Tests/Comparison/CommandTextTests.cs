using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Tests.Comparison;

public sealed class CommandTextTests
{
    [TestCase("/shop/db", "replica-worker parameters /shop/db --region-only us-west-2")]
    [TestCase("it's $HOME", @"replica-worker parameters 'it'\''s $HOME' --region-only us-west-2")]
    [TestCase("-rf", "replica-worker parameters --region-only us-west-2 -- -rf")]
    public void A_name_reaches_the_program_as_it_is(string name, string line) =>
        Assert.That(CommandText.Ours("parameters", name, "us-west-2"), Is.EqualTo(line));

    [TestCase("parameters", "/shop/db")]
    [TestCase("secrets", "-odd")]
    [TestCase("mirror", "shop")]
    public void The_command_line_understands_what_reports_tell_people_to_type(string verb, string name)
    {
        var words = CommandText.Ours(verb, name, "us-west-2").Split(' ');

        Assert.That(CommandLine.Parse(words[1..]).Switches.RegionOnly, Is.EqualTo("us-west-2"));
    }
}
