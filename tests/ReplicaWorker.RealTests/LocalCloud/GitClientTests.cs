using System.Collections.Concurrent;
using System.Collections.Frozen;
using LocalCloud.Git;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>The server serves a client that is not ours: git itself.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GitClientTests
{
    [TestCase(GitProfile.CodeCommit, "sha1")]
    [TestCase(GitProfile.Plain, "sha1")]
    [TestCase(GitProfile.CodeCommit, "sha256")]
    [TestCase(GitProfile.Plain, "sha256")]
    public async Task Git_pushes_lists_clones_and_fetches(GitProfile profile, string format)
    {
        await using var world = await GitWorld.StartAsync(o => o with { Profile = profile }, format);
        await world.RunAsync("tag", "-a", "-m", "one", "v1");
        await world.RunAsync("push", world.Url(), "main", "v1", "main:refs/heads/gone");
        await world.Git.RunAsync(world.Work, [.. world.Credentials("RepoA"), "clone", "--quiet", world.Url(), world.At("clone")]);

        var second = await world.CommitAsync("second");
        await world.RunAsync("push", world.Url(), "main", ":refs/heads/gone");
        await world.Git.RunAsync(world.At("clone"), [.. world.Credentials("RepoA"), "fetch", "--prune"]);

        var listed = await world.RunAsync("ls-remote", world.Url());
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(listed, Does.Contain(second + "\trefs/heads/main").And.Contain("refs/tags/v1^{}").And.Not.Contain("gone"));
            Assert.That(await world.Git.RunAsync(world.At("clone"), ["rev-parse", "origin/main"]), Is.EqualTo(second));
            Assert.That(await world.Git.RunAsync(world.Server.PathOf(GitWorld.Region, "RepoA"), ["fsck", "--strict"]), Is.Empty);
        });
    }

    [TestCase("tok/en+with==")]
    [TestCase(null)]
    public async Task The_credential_helper_of_the_AWS_CLI_gets_git_in(string? token)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = GitWorld.Key,
            ["AWS_SECRET_ACCESS_KEY"] = GitWorld.Secret,
        };
        if (token is not null)
        {
            tokens[GitWorld.Key] = environment["AWS_SESSION_TOKEN"] = token;
        }

        await using var world = await GitWorld.StartAsync(o => o with { SessionTokens = tokens });
        var git = new GitClient(world.At("home"), environment);
        await git.RunAsync(
            world.Work,
            [
                "-c", $"credential.helper=!aws --region {GitWorld.Region} codecommit credential-helper --ignore-host-check $@",
                "-c", "credential.UseHttpPath=true",
                "push", "--quiet", world.Url(), "main",
            ]);

        Assert.That(await world.RefsAsync(), Does.StartWith("refs/heads/main "));
        Assert.That(world.Server.Requests.Select(r => (r.User, r.Status)), Is.EqualTo(new[]
        {
            (null, 401),
            (GitWorld.Key, 200),
            (GitWorld.Key, 200),
        }));
    }

    [Test]
    public async Task CodeCommit_advertises_what_its_captures_show()
    {
        await using var world = await GitWorld.StartAsync();
        var id = await world.RunAsync("rev-parse", "HEAD");
        await world.RunAsync("push", world.Url(), "main");

        using var upload = await world.GetAsync(
            $"/us-east-1/v1/repos/RepoA/info/refs?service=git-upload-pack", world.Server.Authorize(GitWorld.Region, "RepoA", GitWorld.Key));
        using var receive = await world.GetAsync(
            $"/us-east-1/v1/repos/RepoA/info/refs?service=git-receive-pack", world.Server.Authorize(GitWorld.Region, "RepoA", GitWorld.Key));

        Assert.That(await upload.Content.ReadAsStringAsync(), Is.EqualTo(
            "001e# service=git-upload-pack\n0000"
            + $"0099{id} HEAD\0multi_ack_detailed shallow side-band-64k thin-pack allow-tip-sha1-in-want allow-reachable-sha1-in-want\n"
            + $"003d{id} refs/heads/main\n0000"));
        Assert.That(await receive.Content.ReadAsStringAsync(), Is.EqualTo(
            "001f# service=git-receive-pack\n0000"
            + $"006f{id} refs/heads/main\0side-band-64k report-status delete-refs thin-pack\n0000"));
    }

    [TestCase(GitProfile.CodeCommit, true, "version 2")]
    [TestCase(GitProfile.CodeCommit, false, " HEAD\0")]
    [TestCase(GitProfile.Plain, false, " HEAD\0")]
    public async Task Protocol_v2_is_a_switch(GitProfile profile, bool speaks, string expected)
    {
        await using var world = await GitWorld.StartAsync(o => o with { Profile = profile, ProtocolV2 = speaks });
        await world.RunAsync("push", world.Url(), "main");
        await world.RunAsync("clone", "--quiet", world.Url(), world.At("clone"));

        using var request = new HttpRequestMessage(HttpMethod.Get, world.Url() + "/info/refs?service=git-upload-pack");
        request.Headers.Add("Git-Protocol", "version=2");
        request.Headers.TryAddWithoutValidation("Authorization", world.Server.Authorize(GitWorld.Region, "RepoA", GitWorld.Key));
        using var response = await world.Http.SendAsync(request);

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(expected));
        Assert.That(world.Server.Requests[^1].Protocol, Is.EqualTo("version=2"));
    }

    [TestCase("side-band-64k,side-band,ofs-delta,thin-pack,multi_ack_detailed,multi_ack,no-done,agent")]
    [TestCase("report-status,report-status-v2,atomic,delete-refs")]
    public async Task Capabilities_can_be_left_out(string names)
    {
        await using var world = await GitWorld.StartAsync(o => o with
        {
            Profile = GitProfile.Plain,
            ProtocolV2 = false,
            WithoutCapabilities = names.Split(',').ToFrozenSet(StringComparer.Ordinal),
            ExtraReceiveCapabilities = ["no-thin"],
        });
        await world.RunAsync("push", world.Url(), "main");
        await world.CommitAsync("second");
        await world.RunAsync("push", world.Url(), "main");
        await world.RunAsync("clone", "--quiet", world.Url(), world.At("clone"));

        var asked = world.Server.Requests.SelectMany(r => r.Capabilities).Select(c => c.Split('=')[0]);
        Assert.That(asked, Is.Not.Empty.And.None.Matches<string>(c => names.Split(',').Contains(c, StringComparer.Ordinal)));

        using var receive = await world.GetAsync("/us-east-1/v1/repos/RepoA/info/refs?service=git-receive-pack");
        Assert.That(await receive.Content.ReadAsStringAsync(), Does.Contain(" no-thin\n"));
    }

    [Test]
    public async Task A_password_guards_a_plain_server()
    {
        await using var world = await GitWorld.StartAsync(o => o with
        {
            Profile = GitProfile.Plain,
            Passwords = new Dictionary<string, string>(StringComparer.Ordinal) { ["user"] = "right" },
        });
        const string Path = "/us-east-1/v1/repos/RepoA/info/refs?service=git-upload-pack";

        using var nobody = await world.GetAsync(Path);
        using var wrong = await world.GetAsync(Path, "Basic " + Convert.ToBase64String("user:wrong"u8));
        using var right = await world.GetAsync(Path, "Basic " + Convert.ToBase64String("user:right"u8));

        Assert.That(new[] { nobody, wrong, right }.Select(r => (int)r.StatusCode), Is.EqualTo(new[] { 401, 403, 200 }));
    }

    [Test]
    public async Task A_push_tells_once_of_each_ref_that_moved()
    {
        await using var world = await GitWorld.StartAsync();
        var first = await world.RunAsync("rev-parse", "HEAD");
        var told = new ConcurrentQueue<RefUpdate>();
        world.Server.RefUpdated += update =>
        {
            told.Enqueue(update);
            return Task.CompletedTask;
        };

        await world.RunAsync("push", world.Url(), "main", "main:refs/tags/t");
        var second = await world.CommitAsync("second");
        await world.RunAsync("push", world.Url(), "main", "main:refs/tags/t2", ":refs/tags/t");
        await world.RunAsync("push", world.Url(), "main");

        Assert.That(told.OrderBy(u => u.OldId is null ? 0 : 1).ThenBy(u => u.Ref, StringComparer.Ordinal), Is.EqualTo(new[]
        {
            new RefUpdate(GitWorld.Region, "RepoA", "refs/heads/main", null, first),
            new RefUpdate(GitWorld.Region, "RepoA", "refs/tags/t", null, first),
            new RefUpdate(GitWorld.Region, "RepoA", "refs/tags/t2", null, second),
            new RefUpdate(GitWorld.Region, "RepoA", "refs/heads/main", first, second),
            new RefUpdate(GitWorld.Region, "RepoA", "refs/tags/t", first, null),
        }));
    }

    [Test]
    public async Task The_first_branch_pushed_to_CodeCommit_becomes_the_default()
    {
        await using var world = await GitWorld.StartAsync();
        await world.RunAsync("push", world.Url(), "main:refs/heads/trunk");
        await world.RunAsync("push", world.Url(), "main:refs/heads/other");

        Assert.That(world.Server.DefaultBranch(GitWorld.Region, "RepoA"), Is.EqualTo("trunk"));
    }

    [Test]
    public async Task Requests_are_logged_with_what_was_asked_and_moved()
    {
        await using var world = await GitWorld.StartAsync();
        await world.RunAsync("push", "--quiet", world.Url(), "main");
        world.Server.ClearRequests();
        await world.RunAsync("clone", "--quiet", world.Url(), world.At("clone"));

        var (refs, fetch) = (world.Server.Requests[0], world.Server.Requests[1]);
        Assert.Multiple(() =>
        {
            Assert.That((refs.Operation, refs.Method, refs.Service, refs.Status), Is.EqualTo((GitOperation.UploadPackAdvertisement, "GET", "git-upload-pack", 200)));
            // Two wants: HEAD and main name the same commit.
            Assert.That((fetch.Operation, fetch.Wants, fetch.Haves, fetch.Aborted), Is.EqualTo((GitOperation.Fetch, 2, 0, false)));
            Assert.That(fetch.Capabilities, Does.Contain("side-band-64k").And.Contain("multi_ack_detailed"));
            Assert.That(fetch.RequestBytes, Is.EqualTo(fetch.ContentLength));
            Assert.That(fetch.ResponseBytes, Is.GreaterThan(5_000));
        });
    }

    [Test]
    public async Task A_push_of_more_than_30_MB_passes()
    {
        await using var world = await GitWorld.StartAsync();
        await world.CommitNoiseAsync(40 << 20);

        await world.RunAsync("push", "--quiet", world.Url(), "main");

        Assert.That(world.Server.Requests.Single(r => r.Operation == GitOperation.Push).RequestBytes, Is.GreaterThan(40 << 20));
        Assert.That(await world.RefsAsync(), Does.StartWith("refs/heads/main "));
    }
}
