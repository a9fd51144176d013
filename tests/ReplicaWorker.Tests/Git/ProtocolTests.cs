using System.Text;
using NUnit.Framework;
using ReplicaWorker.Git;
using ReplicaWorker.Git.Protocol;

namespace ReplicaWorker.Tests.Git;

/// <summary>Answers as servers were seen to give them, or might.</summary>
public sealed class ProtocolTests
{
    private const string One = "1111111111111111111111111111111111111111";
    private const string Two = "2222222222222222222222222222222222222222";

    [Test]
    public async Task CodeCommits_advertisement_is_read()
    {
        // Captured: isomorphic-git issue 199 (2018) and the test data of google/osv-scalibr (2025).
        var listing = await Advertised(
            "# service=git-upload-pack\n", null,
            $"{One} HEAD\0multi_ack_detailed shallow side-band-64k thin-pack allow-tip-sha1-in-want allow-reachable-sha1-in-want\n",
            $"{One} refs/heads/main\n", $"{Two} refs/tags/v1\n", $"{One} refs/tags/v1^{{}}\n", null);

        Assert.That(listing.ProtocolVersion, Is.Zero);
        Assert.That(listing.Refs.Select(r => r.Name), Is.EqualTo(["refs/heads/main", "refs/tags/v1"]));
        Assert.That(listing.Find("refs/tags/v1"), Is.EqualTo(new ObjectId(Two)), "the tag object, not the commit");
        Assert.That(listing.Capabilities.Has("thin-pack"));
        Assert.That(listing.Capabilities.Has("ofs-delta"), Is.False);
        Assert.That(listing.HeadTarget, Is.Null);
    }

    [Test]
    public async Task An_empty_repository_has_no_refs()
    {
        var listing = await Advertised("# service=git-upload-pack\n", null, $"{new string('0', 40)} capabilities^{{}}\0side-band-64k\n", null);

        Assert.That(listing.Refs, Is.Empty);
        Assert.That(listing.Capabilities.Has("side-band-64k"));
    }

    [Test]
    public async Task Version_2_is_recognised_with_and_without_the_service_line()
    {
        var bare = await Advertised("version 2\n", "ls-refs=unborn\n", "fetch=shallow wait-for-done\n", "object-format=sha256\n", null);
        var full = await Advertised("# service=git-upload-pack\n", null, "version 2\n", "ls-refs\n", "fetch\n", null);

        Assert.That((bare.ProtocolVersion, full.ProtocolVersion), Is.EqualTo((2, 2)));
        Assert.That(bare.Format, Is.EqualTo(ObjectFormat.Sha256));
        Assert.That(bare.Capabilities.HasFeature("fetch", "wait-for-done"));
    }

    [Test]
    public void A_shallow_repository_is_refused() => Assert.That(
        async () => await Advertised("# service=git-upload-pack\n", null, $"{One} refs/heads/main\0\n", $"shallow {One}\n", null),
        Throws.InstanceOf<GitProtocolException>().With.Message.Contains("shallow"));

    [Test]
    public void The_number_of_refs_is_bounded() => Assert.That(
        async () => await Advertisement.ReadAsync(
            Body("# service=git-upload-pack\n", null, $"{One} refs/heads/a\0\n", $"{One} refs/heads/b\n", $"{One} refs/heads/c\n", null),
            UploadPack.Service,
            GitLimits.Default with { MaxRefs = 2 },
            default),
        Throws.InstanceOf<GitProtocolException>().With.Message.Contains("more than 2 refs"));

    [TestCase("refs/heads/a b")]
    [TestCase("refs/heads/a..b")]
    [TestCase("refs/../../etc/passwd")]
    [TestCase("refs/heads/x.lock")]
    [TestCase("heads/main")]
    public void A_name_that_git_would_not_store_is_refused(string name) => Assert.That(
        async () => await Advertised("# service=git-upload-pack\n", null, $"{One} {name}\0\n", null),
        Throws.InstanceOf<GitProtocolException>());

    [Test]
    public void A_request_asks_only_for_what_is_offered()
    {
        var source = Listing("multi_ack_detailed shallow side-band-64k thin-pack");
        var request = Text(UploadPack.Fetch(source, new FetchRequest([new(One)], [new(Two)], Thin: true, OfsDelta: true), GitLimits.Default, "me/1"));

        Assert.That(request, Does.Contain($"want {One} multi_ack_detailed side-band-64k thin-pack\n"));
        Assert.That(request, Does.EndWith($"0032have {Two}\n0009done\n"));
        Assert.That(request, Does.Not.Contain("agent").And.Not.Contain("ofs-delta").And.Not.Contain("object-format"));
    }

    [Test]
    public void A_sha256_request_says_so_in_both_protocols()
    {
        var v2 = new RefListing([], ObjectFormat.Sha256, Capabilities.From(["fetch", "object-format=sha256"]), 2);
        var v0 = Listing("object-format=sha256") with { Format = ObjectFormat.Sha256 };
        var fetch = new FetchRequest([new(One)], [], Thin: false, OfsDelta: false);

        Assert.That(Text(UploadPack.Fetch(v2, fetch, GitLimits.Default, "me")), Does.Contain("object-format=sha256\n0001"));
        Assert.That(Text(UploadPack.Fetch(v0, fetch, GitLimits.Default, "me")), Does.Contain($"want {One} object-format=sha256\n"));
    }

    [Test]
    public async Task Only_common_acknowledgements_are_evidence()
    {
        // git says "ready" of ids that it does not know once it has seen enough (upload-pack.c, get_common_commits).
        var known = await Acknowledgements.ReadAsync(
            Body($"ACK {One} common\n", $"ACK {Two} ready\n", "NAK\n"), Listing("multi_ack_detailed"), default);

        Assert.That(known, Is.EquivalentTo(new[] { new ObjectId(One) }));
    }

    [Test]
    public void An_empty_answer_to_a_question_is_not_a_no() => Assert.That(
        async () => await Acknowledgements.ReadAsync(Body(), Listing("multi_ack_detailed"), default),
        Throws.InstanceOf<GitTransportException>());

    [Test]
    public async Task A_report_has_one_status_for_each_command()
    {
        var report = await Report("unpack ok\n", "ok refs/heads/a\n", "option old-oid x\n", "ng refs/heads/b hook declined\n", null);

        Assert.That(report.UnpackError, Is.Null);
        Assert.That(report.Refused["refs/heads/b"], Is.EqualTo("hook declined"));
        Assert.That(report.Refused, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_report_that_forgets_a_ref_or_invents_one_is_not_believed()
    {
        Assert.That(async () => await Report("unpack ok\n", "ok refs/heads/a\n", null), Throws.InstanceOf<GitProtocolException>());
        Assert.That(
            async () => await Report("unpack ok\n", "ok refs/heads/a\n", "ok refs/heads/b\n", "ok refs/heads/c\n", null),
            Throws.InstanceOf<GitProtocolException>());
        Assert.That(async () => await Report("unpack ok\n", "ok refs/heads/a\n"), Throws.InstanceOf<GitTransportException>());
        Assert.That(async () => await Report(), Throws.InstanceOf<GitTransportException>());
    }

    private static Task<PushReport> Report(params string?[] lines)
    {
        RefCommand[] commands = [new("refs/heads/a", new(One), new(Two)), new("refs/heads/b", new(One), new(Two))];
        return ReceivePack.ReadReportAsync(Body(lines), Listing("report-status"), commands, default);
    }

    private static Task<RefListing> Advertised(params string?[] lines) =>
        Advertisement.ReadAsync(Body(lines), UploadPack.Service, GitLimits.Default, default);

    private static RefListing Listing(string capabilities) =>
        new([new("refs/heads/main", new(One))], ObjectFormat.Sha1, Capabilities.FromList(capabilities), 0);

    /// <summary>Lines in packets; null is a flush packet.</summary>
    private static MemoryStream Body(params string?[] lines)
    {
        var writer = new PktWriter();
        foreach (var line in lines)
        {
            _ = line is null ? writer.Flush() : writer.Line(line);
        }

        return new MemoryStream(writer.Written.ToArray());
    }

    private static string Text(ReadOnlyMemory<byte> request) => Encoding.UTF8.GetString(request.Span);
}
