using Amazon.CodeCommit;
using Amazon.Runtime;
using LocalCloud.Aws;
using LocalCloud.Git;
using NUnit.Framework;
using static ReplicaWorker.RealTests.GitMirror.MirrorWorld;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>What git cannot do: repositories that are missing or somebody else's, default branches, descriptions, by the CodeCommit API.</summary>
public sealed class RepositoryTests
{
    [Test]
    public async Task A_missing_replica_is_created_with_description_tags_and_our_mark()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world, "what it is for", new(StringComparer.Ordinal) { ["team"] = "payments" });

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["GitMirror__KmsKeys__" + West] = "alias/dr" });

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        using var west = Client(world, West);
        var replica = (await west.GetRepositoryAsync(new() { RepositoryName = world.Name })).RepositoryMetadata!;
        Assert.That((replica.RepositoryDescription, replica.DefaultBranch), Is.EqualTo(("what it is for", "main")));
        Assert.That(replica.KmsKeyId, Does.Contain("alias/dr"));
        var tags = (await west.ListTagsForResourceAsync(new() { ResourceArn = replica.Arn })).Tags!;
        Assert.That(tags["team"], Is.EqualTo("payments"));
        Assert.That(tags["ReplicationStatus"], Is.EqualTo("monitored-by-replica-worker"));
        Assert.That(tags["ReplicationSource"], Is.EqualTo("us-east-1/replica-worker/production"));
        Assert.That(await world.RefsAsync(Europe, world.Name), Is.EqualTo(await world.RefsAsync(Primary)));

        var again = await world.MirrorAsync();
        Assert.That((again.ExitCode, again.Count("changed")), Is.EqualTo((0, 0)), again.Text());
    }

    [Test]
    public async Task A_missing_replica_is_an_error_when_it_must_not_be_created()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world);

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["GitMirror__CreateMissing"] = "false" });

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Messages(), Does.Contain("GitMirror__CreateMissing is false"));
    }

    [Test]
    public async Task A_source_that_does_not_exist_gets_no_replica()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(world.Server.Exists(West, world.Name), Is.False);
    }

    [Test]
    public async Task A_dry_run_creates_nothing()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world);

        var run = await world.MirrorAsync("--dry-run");

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Messages(), Does.Contain("plan: create refs/heads/main"));
        Assert.That(world.Server.Exists(West, world.Name), Is.False);
    }

    [Test]
    public async Task A_repository_of_that_name_that_is_somebody_elses_is_held_until_it_is_adopted()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world);
        using var west = Client(world, West);
        await west.CreateRepositoryAsync(new() { RepositoryName = world.Name });
        await world.CommitAsync("theirs");
        await world.Git.RunAsync(world.Work, ["push", "--quiet", world.Server.PathOf(West, world.Name), "main:refs/heads/theirs"]);
        var theirs = await world.RefsAsync(West, world.Name);

        var held = await world.MirrorAsync();

        Assert.That(held.ExitCode, Is.EqualTo(10), held.Text());
        Assert.That(await world.RefsAsync(West, world.Name), Is.EqualTo(theirs));
        Assert.That(await world.RefsAsync(Europe, world.Name), Is.EqualTo(await world.RefsAsync(Primary)), "the other region is done");

        var adopted = await world.MirrorAsync("--adopt");
        Assert.That(adopted.ExitCode, Is.Zero, adopted.Text());
        Assert.That((await world.RefsAsync(West, world.Name))[0], Is.EqualTo((await world.RefsAsync(Primary))[0]));
    }

    [Test]
    public async Task The_default_branch_follows_and_only_then_its_predecessor_goes()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world);
        await world.MirrorAsync();
        using var source = Client(world, Primary);
        using var west = Client(world, West);

        await PushAsync(world, "main:refs/heads/trunk");
        await source.UpdateDefaultBranchAsync(new() { RepositoryName = world.Name, DefaultBranchName = "trunk" });
        await PushAsync(world, ":refs/heads/main");
        world.Cloud.Git.ClearRequests();
        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That((await west.GetRepositoryAsync(new() { RepositoryName = world.Name })).RepositoryMetadata!.DefaultBranch, Is.EqualTo("trunk"));
        Assert.That(await world.RefsAsync(West, world.Name), Is.EqualTo(await world.RefsAsync(Primary)));
        Assert.That(world.Server.Requests.Count(r => r.Region == West && r.Repository == world.Name && r.Operation == GitOperation.Push), Is.EqualTo(2));
    }

    [Test]
    public async Task A_description_that_changes_follows()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world, "old");
        await world.MirrorAsync();
        using var source = Client(world, Primary);
        await source.UpdateRepositoryDescriptionAsync(new() { RepositoryName = world.Name, RepositoryDescription = "new" });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        using var west = Client(world, West);
        Assert.That((await west.GetRepositoryAsync(new() { RepositoryName = world.Name })).RepositoryMetadata!.RepositoryDescription, Is.EqualTo("new"));
    }

    [Test]
    public async Task Without_the_api_refs_are_mirrored_and_the_default_branch_is_what_failed()
    {
        await using var world = await MirrorWorld.StartAsync();

        // Nothing listens on port 1.
        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1" });

        Assert.That(run.ExitCode, Is.EqualTo(75), run.Text());
        Assert.That(run.Finished()["failed"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(run.Messages(), Does.Contain("RepoA default branch"));
        await world.AssertInStepAsync();
    }

    [Test]
    public async Task A_denied_api_call_is_permissions_to_mend()
    {
        await using var world = await MirrorWorld.StartAsync();
        using var fault = world.Cloud.Aws.Faults.Add(AwsFault.Denied("codecommit", "GetRepository") with { AccessKey = world.Cloud.Options.Worker.Id });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        await world.AssertInStepAsync();
    }

    [Test]
    public async Task Ownership_that_cannot_be_read_is_never_assumed()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world);
        await world.MirrorAsync();
        await world.CommitAsync("second");
        await PushAsync(world, "main");
        using var fault = world.Cloud.Aws.Faults.Add(
            AwsFault.Denied("codecommit", "ListTagsForResource") with { AccessKey = world.Cloud.Options.Worker.Id });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(await world.RefsAsync(West, world.Name), Is.Not.EqualTo(await world.RefsAsync(Primary)));
    }

    [Test]
    public async Task What_is_itself_a_replica_is_never_a_source()
    {
        await using var world = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(world, tags: new(StringComparer.Ordinal) { ["ReplicationStatus"] = "monitored-by-replica-worker", ["ReplicationSource"] = "eu-west-1/other/production" });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Messages(), Does.Contain("is itself a replica"));
        Assert.That(world.Server.Exists(West, world.Name), Is.False);
    }

    [Test]
    public async Task All_means_every_repository_that_the_globs_let_through()
    {
        await using var one = await MirrorWorld.StartInCloudAsync();
        await CreateSourceAsync(one);
        using var source = Client(one, Primary);
        await source.CreateRepositoryAsync(new() { RepositoryName = one.Name + "-second" });
        await source.CreateRepositoryAsync(new() { RepositoryName = one.Name + "-left-out" });

        var run = await one.Cloud.RunWorkerAsync(["mirror", "--all"], one.Environment(new(StringComparer.Ordinal)
        {
            ["GitMirror__Include"] = one.Name + "*",
            ["GitMirror__Exclude"] = "*-left-out",
        }));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(
            new[] { one.Name, one.Name + "-second", one.Name + "-left-out" }.Select(name => one.Server.Exists(West, name)),
            Is.EqualTo([true, true, false]));
    }

    private static async Task CreateSourceAsync(MirrorWorld world, string? description = null, Dictionary<string, string>? tags = null)
    {
        using var client = Client(world, Primary);
        await client.CreateRepositoryAsync(new() { RepositoryName = world.Name, RepositoryDescription = description, Tags = tags });
        await PushAsync(world, "main");
    }

    /// <summary>Over HTTP, as developers do: the first push sets the default branch.</summary>
    private static Task<string> PushAsync(MirrorWorld world, params string[] refspecs) => world.RunAsync(
    [
        "-c",
        "http.extraHeader=Authorization: " + world.Server.Authorize(Primary, world.Name, world.Cloud.Options.Developer.Id),
        "push",
        "--quiet",
        world.Server.UrlOf(Primary, world.Name).AbsoluteUri,
        .. refspecs,
    ]);

    private static AmazonCodeCommitClient Client(MirrorWorld world, string region) => new(
        new BasicAWSCredentials(world.Cloud.Options.Developer.Id, world.Cloud.Options.Developer.Secret),
        new AmazonCodeCommitConfig { ServiceURL = world.Cloud.AwsEndpoint.AbsoluteUri, AuthenticationRegion = region });
}
