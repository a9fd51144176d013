using System.Buffers.Text;
using System.Text;
using LocalCloud;
using LocalCloud.Kubernetes.Authentication;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>What EKS takes for a token, and what not. The signatures were computed by other programs.</summary>
public sealed class EksTokenVerifierTests
{
    private const string KeyId = "AKIDEXAMPLE";
    private const string SessionToken = "IQoJb3JpZ2luX2VjEXAMPLE//token+==";
    private const string Signature = "b345634b15981250a23bbb01219ac8d6c462f47d6b4490e63c9c1862d34010d8";
    private const string SignatureWithSession = "76885147a0464bfd766a0c8a1878dcd73ec2ee14298d2c8ced700aa95110620c";
    private const string Host = "sts.us-west-2.amazonaws.com";

    private static readonly AccessKey Key = new(KeyId, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static readonly AwsPrincipal User = new(Key, "arn:aws:iam::123456789012:user/somebody");
    private static readonly AwsPrincipal Session = new(Key, "arn:aws:sts::123456789012:assumed-role/worker/task", SessionToken);
    private static readonly DateTimeOffset SignedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Query =
        "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + $"&X-Amz-Credential={KeyId}%2F20260101%2Fus-west-2%2Fsts%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60"
        + $"&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&X-Amz-Signature={Signature}";

    private static readonly string Url = $"https://{Host}/?{Query}";

    [Test]
    public void A_token_signed_by_another_program_is_its_signers() =>
        Assert.That(Verify(Token(Url)).Arn, Is.EqualTo(User.Arn));

    [Test]
    public void A_session_is_known_by_its_session_token_and_is_its_role_to_access_entries()
    {
        var url = Url.Replace(Signature, SignatureWithSession, StringComparison.Ordinal) + "&X-Amz-Security-Token=" + Uri.EscapeDataString(SessionToken);

        var principal = Verify(Token(url), Session);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(principal.EntryArn, Is.EqualTo("arn:aws:iam::123456789012:role/worker"));
            Assert.That(principal.SessionName, Is.EqualTo("task"));
            Assert.That(() => Verify(Token(Url), Session), Refused("the security token included in the request is invalid"));
            Assert.That(() => Verify(Token(url), User), Refused("the security token included in the request is invalid"));
        }
    }

    [Test]
    public void The_order_of_parameters_does_not_matter() =>
        Assert.That(Verify(Token($"https://{Host}/?{string.Join('&', Query.Split('&').Reverse())}")).Arn, Is.EqualTo(User.Arn));

    [Test]
    public void A_token_for_another_cluster_has_a_wrong_signature() =>
        Assert.That(() => Verify(Token(Url), cluster: "other-cluster"), Refused("the request signature we calculated does not match"));

    [TestCase(0)]
    [TestCase(15 * 60)]
    [TestCase(-5 * 60)]
    public void A_token_is_good_for_15_minutes_whatever_it_says_itself(int seconds) =>
        Assert.That(Verify(Token(Url), age: TimeSpan.FromSeconds(seconds)).Arn, Is.EqualTo(User.Arn));

    [TestCase((15 * 60) + 1, "X-Amz-Date parameter is expired")]
    [TestCase((-5 * 60) - 1, "signature not yet current")]
    public void Not_longer_and_not_before(int seconds, string reason) =>
        Assert.That(() => Verify(Token(Url), age: TimeSpan.FromSeconds(seconds)), Refused(reason));

    [Test]
    public void Prefix_length_and_encoding_must_be_exact()
    {
        var token = Token(Url);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Verify(token["k8s-".Length..]), Refused("token is missing expected"));
            Assert.That(() => Verify(token + "="), Refused("illegal base64url data"));
            Assert.That(() => Verify(token[..20] + "\n" + token[20..]), Refused("illegal base64url data"));
            Assert.That(() => Verify(token[..^1]), Throws.TypeOf<EksTokenException>());
            Assert.That(() => Verify(EksTokenVerifier.Prefix), Refused("illegal base64url data"));
            Assert.That(() => Verify(token + new string('A', 4096)), Refused("token is too large"));
            Assert.That(
                () => Verify(EksTokenVerifier.Prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(Url + "?>"))), Throws.TypeOf<EksTokenException>());
        }
    }

    [TestCase("https://", "http://", "unexpected scheme")]
    [TestCase(Host, "sts.us-west-2.amazonaws.com:443", "unexpected hostname")]
    [TestCase(Host, "user@sts.us-west-2.amazonaws.com", "unexpected hostname")]
    [TestCase(Host, "sts.us-west-2.amazonaws.com.evil.example", "unexpected hostname")]
    [TestCase(Host, "sts.cn-north-1.amazonaws.com.cn", "unexpected hostname")]
    [TestCase(Host, "sts.us-gov-west-1.amazonaws.com", "unexpected hostname")]
    [TestCase(Host, "ec2.us-west-2.amazonaws.com", "unexpected hostname")]
    [TestCase(Host, "127.0.0.1", "unexpected hostname")]
    [TestCase("/?", "/sts?", "unexpected path")]
    [TestCase("/?", "?", "unexpected path")]
    [TestCase("Action=GetCallerIdentity", "Action=GetSessionToken", "unexpected action")]
    [TestCase("Action=GetCallerIdentity&", "", "unexpected action")]
    [TestCase("X-Amz-Expires=60", "X-Amz-Expires=901", "invalid X-Amz-Expires")]
    [TestCase("X-Amz-Expires=60", "X-Amz-Expires=-1", "invalid X-Amz-Expires")]
    [TestCase("X-Amz-Expires=60&", "", "invalid X-Amz-Expires")]
    [TestCase("X-Amz-Date=20260101T000000Z", "X-Amz-Date=2026-01-01T00:00:00Z", "error parsing X-Amz-Date")]
    [TestCase("host%3Bx-k8s-aws-id", "host", "did not sign the x-k8s-aws-id header")]
    [TestCase("host%3Bx-k8s-aws-id", "x-k8s-aws-id", "not sent every signed header")]
    [TestCase("host%3Bx-k8s-aws-id", "accept%3Bhost%3Bx-k8s-aws-id", "not sent every signed header")]
    [TestCase("Version=2011-06-15", "Version=2011-06-15&x-k8s-aws-id=my-cluster", "non-whitelisted query parameter")]
    [TestCase("Version=2011-06-15", "Version=2011-06-15&action=GetCallerIdentity", "duplicate")]
    [TestCase("Version=2011-06-15", "Version=2011-06-15&Version=2011-06-15", "duplicate")]
    [TestCase("Version=2011-06-15", "Version=2010-01-01", "no such version")]
    [TestCase("us-west-2%2Fsts", "us-east-1%2Fsts", "scoped to")]
    [TestCase("us-west-2%2Fsts", "us-west-2%2Fec2", "scoped to")]
    [TestCase("20260101%2F", "20260102%2F", "scoped to")]
    [TestCase("AKIDEXAMPLE", "AKIDNOBODY", "security token included in the request is invalid")]
    [TestCase("X-Amz-Expires=60", "X-Amz-Expires=61", "signature we calculated does not match")]
    [TestCase(Signature, SignatureWithSession, "signature we calculated does not match")]
    public void One_thing_wrong_is_enough(string right, string wrong, string reason)
    {
        Assert.That(Url, Does.Contain(right));
        Assert.That(() => Verify(Token(Url.Replace(right, wrong, StringComparison.Ordinal))), Refused(reason));
    }

    [TestCase("sts-fips.us-west-2.amazonaws.com")]
    [TestCase("sts.us-west-2.api.aws")]
    [TestCase("sts.amazonaws.com")]
    public void Every_STS_host_of_the_partition_gets_as_far_as_its_signature(string host) => Assert.That(
        () => Verify(Token(Url.Replace(Host, host, StringComparison.Ordinal))),
        Throws.TypeOf<EksTokenException>().With.Message.Not.Contain("hostname"));

    private static AwsPrincipal Verify(string token, AwsPrincipal? known = null, TimeSpan age = default, string cluster = "my-cluster") =>
        new EksTokenVerifier(cluster, id => id == KeyId ? known ?? User : null, new Clock(SignedAt + age)).Verify(token);

    private static string Token(string url) => EksTokenVerifier.Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(url));

    private static NUnit.Framework.Constraints.IResolveConstraint Refused(string reason) =>
        Throws.TypeOf<EksTokenException>().With.Message.Contains(reason);

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
