using System.Net;
using System.Text;
using LocalCloud.Git;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>What CodeCommit refuses, the local CodeCommit refuses.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GitStrictnessTests
{
    private const string Refs = "/info/refs?service=git-upload-pack";
    private const string Caps = " report-status side-band-64k";

    [TestCase("/us-east-1/v1/repos/RepoA", 200)]
    [TestCase("/us-east-1/v1/repos/RepoA.git", 404)]
    [TestCase("/us-east-1/v1/repos/RepoA/", 404)]
    [TestCase("/us-east-1/v1/repos//RepoA", 404)]
    [TestCase("/us-east-1/v1/repos/Missing", 404)]
    [TestCase("/us-west-2/v1/repos/RepoA", 404)]
    public async Task Only_the_exact_name_of_a_repository_is_known(string path, int status)
    {
        await using var world = await GitWorld.StartAsync();
        var parts = path.Split('/');

        using var response = await world.GetAsync(path + Refs, world.Server.Authorize(parts[1], parts[^1], GitWorld.Key));

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_missing_repository_is_named_as_CodeCommit_names_it()
    {
        await using var world = await GitWorld.StartAsync();

        using var response = await world.GetAsync(
            "/us-east-1/v1/repos/Missing" + Refs, world.Server.Authorize(GitWorld.Region, "Missing", GitWorld.Key));

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("<RepositoryDoesNotExistException"));
    }

    [TestCase("RepoB", GitWorld.Region, 0)]             // signed for another repository
    [TestCase("RepoA", "us-west-2", 0)]                 // signed for another region
    [TestCase("RepoA", GitWorld.Region, 16)]            // signed too long ago
    [TestCase("RepoA", GitWorld.Region, -16)]           // signed in the future
    public async Task A_signature_for_something_else_is_denied(string name, string region, int age)
    {
        await using var world = await GitWorld.StartAsync();
        var elsewhere = await world.SignerAsync(TimeSpan.FromMinutes(age));

        using var response = await world.GetAsync("/us-east-1/v1/repos/RepoA" + Refs, elsewhere(region, name));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("<AccessDeniedException"));
    }

    [TestCase(14)]
    [TestCase(-14)]
    public async Task A_signature_is_good_for_fifteen_minutes(int age)
    {
        await using var world = await GitWorld.StartAsync();
        var signer = await world.SignerAsync(TimeSpan.FromMinutes(age));

        using var response = await world.GetAsync("/us-east-1/v1/repos/RepoA" + Refs, signer(GitWorld.Region, "RepoA"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("Basic AAAA")]
    [TestCase("Basic !")]
    [TestCase("Basic QUtJREVYQU1QTEU6MjAyNjAxMDJUMDMwNDA1Wg==")]       // AKIDEXAMPLE:20260102T030405Z
    public async Task Broken_credentials_are_denied(string authorization)
    {
        await using var world = await GitWorld.StartAsync();

        using var response = await world.GetAsync("/us-east-1/v1/repos/RepoA" + Refs, authorization);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("right", "right", 200)]
    [TestCase("wrong", "right", 403)]
    [TestCase(null, "right", 403)]
    [TestCase("right", null, 403)]
    public async Task A_session_token_must_be_the_one_of_its_key(string? sent, string? expected, int status)
    {
        await using var world = await GitWorld.StartAsync(o => o with { SessionTokens = Tokens(expected) });
        var signer = await world.SignerAsync(TimeSpan.Zero, Tokens(sent));

        using var response = await world.GetAsync("/us-east-1/v1/repos/RepoA" + Refs, signer(GitWorld.Region, "RepoA"));

        Assert.That((int)response.StatusCode, Is.EqualTo(status));

        static Dictionary<string, string> Tokens(string? token) =>
            token is null ? new(StringComparer.Ordinal) : new(StringComparer.Ordinal) { [GitWorld.Key] = token };
    }

    [Test]
    public async Task Who_brings_no_credentials_is_asked_for_them()
    {
        await using var world = await GitWorld.StartAsync();

        using var response = await world.GetAsync("/us-east-1/v1/repos/RepoA" + Refs);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Does.StartWith("Basic"));
    }

    [TestCase("side-band-64k thin-pack", "PACK")]
    [TestCase("side-band-64k agent=git/2.50", "ERR capability was not advertised: agent=git/2.50")]
    [TestCase("side-band-64k ofs-delta", "ERR capability was not advertised: ofs-delta")]
    [TestCase("no-progress", "ERR capability was not advertised: no-progress")]
    public async Task A_fetch_may_ask_only_for_what_was_advertised(string capabilities, string expected)
    {
        await using var world = await GitWorld.StartAsync();
        await world.RunAsync("push", world.Url(), "main");
        var id = await world.RunAsync("rev-parse", "HEAD");

        using var response = await world.PostAsync("git-upload-pack", Want(id, capabilities));

        Assert.That(Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync()), Does.Contain(expected));
    }

    [Test]
    public async Task A_chunked_fetch_is_turned_away()
    {
        await using var world = await GitWorld.StartAsync();
        await world.RunAsync("push", world.Url(), "main");
        var id = await world.RunAsync("rev-parse", "HEAD");

        using var response = await world.PostAsync("git-upload-pack", Want(id, "side-band-64k"), chunked: true);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.LengthRequired));
        Assert.That(response.Headers.ConnectionClose, Is.True);
    }

    [TestCase("", true)]
    [TestCase(" agent=git/2.50", false)]
    [TestCase(" ofs-delta", false)]
    [TestCase(" atomic", false)]
    [TestCase(" object-format=sha1", false)]
    public async Task A_push_may_use_only_what_was_advertised(string more, bool accepted)
    {
        await using var world = await GitWorld.StartAsync();
        var id = await world.RunAsync("rev-parse", "HEAD");

        using var response = await world.PostAsync(
            "git-receive-pack", GitWorld.Push(GitWorld.Zero, id, "refs/heads/main", Caps + more, await world.PackAsync()), chunked: true);

        Assert.That(
            await response.Content.ReadAsStringAsync(),
            Does.Contain(accepted ? "unpack ok\n" : $"unpack protocol error (capability was not advertised: {more.Trim()})\n"));
        Assert.That(await world.RefsAsync(), accepted ? Is.Not.Empty : Is.Empty);
    }

    [TestCase("--delta-base-offset", GitProfile.CodeCommit, false)]
    [TestCase("--no-delta-base-offset", GitProfile.CodeCommit, true)]
    [TestCase("--delta-base-offset", GitProfile.Plain, true)]
    public async Task Offset_deltas_are_refused(string option, GitProfile profile, bool accepted)
    {
        await using var world = await GitWorld.StartAsync(o => o with { Profile = profile });
        await world.CommitAsync("second");
        var id = await world.RunAsync("rev-parse", "HEAD");

        using var response = await world.PostAsync(
            "git-receive-pack", GitWorld.Push(GitWorld.Zero, id, "refs/heads/main", Caps, await world.PackAsync(option)), chunked: true);

        Assert.That(
            await response.Content.ReadAsStringAsync(),
            Does.Contain(accepted ? "unpack ok\n" : "unpack protocol error (offset deltas are not supported)\n"));
        Assert.That(await world.RefsAsync(), accepted ? Is.Not.Empty : Is.Empty);
    }

    [TestCase(4_000, true)]
    [TestCase(4_001, false)]
    public async Task A_push_changes_at_most_4000_refs(int count, bool accepted)
    {
        await using var world = await GitWorld.StartAsync();
        var id = await world.RunAsync("rev-parse", "HEAD");
        var body = new List<byte>(GitWorld.Packet($"{GitWorld.Zero} {id} refs/heads/b0\0{Caps}"));
        for (var i = 1; i < count; i++)
        {
            body.AddRange(GitWorld.Packet($"{GitWorld.Zero} {id} refs/heads/b{i}"));
        }

        body.AddRange("0000"u8);
        body.AddRange(await world.PackAsync());
        using var response = await world.PostAsync("git-receive-pack", [.. body], chunked: true);

        Assert.That(
            await response.Content.ReadAsStringAsync(),
            Does.Contain(accepted ? "unpack ok\n" : "unpack Too many reference update commands\n"));
        Assert.That((await world.RefsAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(accepted ? count : 0));
    }

    [TestCase(30)]      // in the middle of the pack
    [TestCase(0)]       // the pack is whole, the HTTP request is not
    public async Task A_push_that_breaks_off_changes_nothing(int missing)
    {
        await using var world = await GitWorld.StartAsync();
        var id = await world.RunAsync("rev-parse", "HEAD");
        var body = GitWorld.Push(GitWorld.Zero, id, "refs/heads/main", Caps, await world.PackAsync());

        var push = () => world.PostAsync("git-receive-pack", new BreakingContent(body[..^missing]), chunked: true);

        Assert.That(push, Throws.InstanceOf<HttpRequestException>());
        Assert.That(() => world.Server.Requests[^1].Aborted, Is.True.After(5_000, 20));
        Assert.That(await world.RefsAsync(), Is.Empty);
    }

    private static byte[] Want(string id, string capabilities) =>
        [.. GitWorld.Packet($"want {id} {capabilities}\n"), .. "0000"u8, .. GitWorld.Packet("done\n")];

    /// <summary>Sends its bytes, and then the connection breaks.</summary>
    private sealed class BreakingContent(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
            await Task.Delay(200);      // time enough for a server to act on what it has
            throw new IOException("broken on purpose");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
