using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Hosting;

public sealed class CommandLineTests
{
    [TestCase("mirror", "mirror needs a repository name, or --all")]
    [TestCase("mirror shop --all", "not both")]
    [TestCase("mirror shop.git", "\"shop.git\" is not a repository name")]
    [TestCase("mirror ../../etc", "is not a repository name")]
    [TestCase("mirror shop --allow-deletes", "--allow-deletes")]
    [TestCase("mirror shop --allow-deletes many", "many")]
    [TestCase("mirror shop --allow-deletes -1", "")]
    [TestCase("mirror shop --bogus", "--bogus")]
    [TestCase("mirror shop --dryrun", "mirror has no option --dryrun")]
    [TestCase("mirror -x", "mirror has no option -x")]
    [TestCase("burn", "burn")]
    [TestCase("handle --event", "--event")]
    [TestCase("handle extra", "extra")]
    [TestCase("--all", "--all")]
    public void A_wrong_line_is_refused_in_one_line(string line, string said)
    {
        var e = Assert.Throws<UsageException>(() => CommandLine.Parse(Split(line)));

        Assert.That(e!.Message, Does.Contain(said).And.Not.Contain("\n").And.Length.LessThanOrEqualTo(300));
        Assert.That(e.ExitCode, Is.EqualTo(ExitCode.Usage));
    }

    [TestCase("mirror shop --dry-run --verbose")]
    [TestCase("--dry-run --verbose mirror shop")]
    [TestCase("--verbose mirror --dry-run shop")]
    public void Switches_stand_before_or_behind_the_verb(string line) =>
        Assert.That(CommandLine.Parse(Split(line)).Switches, Is.EqualTo(new RunSwitches(DryRun: true, Verbose: true)));

    [Test]
    public void Every_verb_takes_all_switches() =>
        Assert.That(
            CommandLine.Parse(Split("handle --event - --dry-run --region-only us-west-2 --allow-deletes 7 --verbose")).Switches,
            Is.EqualTo(new RunSwitches(DryRun: true, RegionOnly: "us-west-2", AllowDeletes: 7, Verbose: true)));

    [TestCase("")]
    [TestCase("--dry-run")]
    [TestCase("handle")]
    public void Without_more_the_event_in_the_environment_is_handled(string line)
    {
        var parsed = CommandLine.Parse(Split(line));

        Assert.That(parsed.Ask is not null, Is.True);
        Assert.That(parsed.Print is null, Is.True);
    }

    [TestCase("--help")]
    [TestCase("mirror --help")]
    [TestCase("mirror shop --help")]
    [TestCase("--version")]
    public void Help_and_version_print_and_do_nothing(string line)
    {
        var parsed = CommandLine.Parse(Split(line));

        Assert.That(parsed.Print is not null, Is.True);
        Assert.That(parsed.Ask is null, Is.True);
    }

    [Test]
    public async Task A_name_given_twice_is_mirrored_once_and_a_name_by_hand_passes_the_filter()
    {
        var job = await CommandLine.Parse(Split("mirror shop docs shop --adopt")).Ask!(new ServiceCollection().BuildServiceProvider(), CancellationToken.None);
        var module = new FakeMirror();
        await job.RunAsync(new ServiceCollection().AddSingleton<ReplicaWorker.Modules.IModule<ReplicaWorker.Modules.GitMirror.MirrorRequest>>(module).BuildServiceProvider(), CancellationToken.None);

        Assert.That(module.Requests.Single().Repositories, Is.EqualTo(["shop", "docs"]));
        Assert.That(module.Requests.Single(), Has.Property("Adopt").True.And.Property("IsFiltered").False.And.Property("All").False);
        Assert.That(job.Everything, Is.False);
    }

    [Test]
    public async Task All_is_everything_that_the_filter_lets_through()
    {
        var job = await CommandLine.Parse(Split("mirror --all")).Ask!(new ServiceCollection().BuildServiceProvider(), CancellationToken.None);

        Assert.That((job.Everything, job.Module), Is.EqualTo((true, "git-mirror")));
    }

    [Test]
    public void A_name_that_begins_with_a_dash_stands_after_two() =>
        Assert.That(() => CommandLine.Parse(Split("mirror -- -x --all")), Throws.Nothing);

    [Test]
    public void A_name_that_begins_with_an_at_sign_is_no_response_file() =>
        Assert.That(() => CommandLine.Parse(["mirror", "@/etc/passwd"]), Throws.TypeOf<UsageException>().With.Message.Contains("not a repository name"));

    [TestCase("us-west-2", true)]
    [TestCase("us-east-1", false)]
    [TestCase("eu-west-1", false)]
    public void Region_only_must_be_a_replication_region(string region, bool accepted)
    {
        var line = CommandLine.Parse(["mirror", "shop", "--region-only", region]);
        var options = new ReplicaOptions { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2"] };

        Assert.That(() => line.Check(options), accepted ? Throws.Nothing : Throws.TypeOf<UsageException>().With.Message.Contains(region));
    }

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
