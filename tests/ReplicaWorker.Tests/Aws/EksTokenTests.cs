using System.Buffers.Text;
using System.Text;
using Amazon.Runtime;
using NUnit.Framework;
using ReplicaWorker.Aws;

namespace ReplicaWorker.Tests.Aws;

public sealed class EksTokenTests
{
    private const string Session = "IQoJb3JpZ2luX2VjEXAMPLE//token+==";

    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableCredentials LongLived = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
    private static readonly ImmutableCredentials OfARole = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Session);

    // Computed with a signer of another language.
    private static readonly TestCaseData<ImmutableCredentials, string>[] KnownAnswers =
    [
        new(LongLived, "b345634b15981250a23bbb01219ac8d6c462f47d6b4490e63c9c1862d34010d8"),
        new(OfARole, "76885147a0464bfd766a0c8a1878dcd73ec2ee14298d2c8ced700aa95110620c"),
    ];

    [TestCaseSource(nameof(KnownAnswers))]
    public void The_signature_is_the_known_one(ImmutableCredentials credentials, string signature) =>
        Assert.That(Query(EksToken.Sign(credentials, "us-west-2", "my-cluster", At))["X-Amz-Signature"], Is.EqualTo(signature));

    [Test]
    public void A_roles_token_has_what_verifiers_let_through_and_nothing_twice()
    {
        var url = Url(EksToken.Sign(OfARole, "us-west-2", "my-cluster", At));
        var names = url.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[0]).ToArray();

        Assert.Multiple(() =>
        {
            Assert.That((url.Scheme, url.Host, url.AbsolutePath), Is.EqualTo(("https", "sts.us-west-2.amazonaws.com", "/")));
            Assert.That(names, Is.EquivalentTo(new[]
            {
                "Action", "Version", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-Security-Token", "X-Amz-Signature",
                "X-Amz-SignedHeaders",
            }));
            Assert.That(Uri.UnescapeDataString(Query(url)["X-Amz-Security-Token"]), Is.EqualTo(Session));
            Assert.That(Uri.UnescapeDataString(Query(url)["X-Amz-SignedHeaders"]), Is.EqualTo("host;x-k8s-aws-id"));
        });
    }

    [Test]
    public void Another_clusters_token_is_another_one_and_does_not_name_it()
    {
        var (one, other) = (EksToken.Sign(LongLived, "us-west-2", "my-cluster", At), EksToken.Sign(LongLived, "us-west-2", "other-cluster", At));

        Assert.That(Query(other)["X-Amz-Signature"], Is.Not.EqualTo(Query(one)["X-Amz-Signature"]));
        Assert.That(Url(one).AbsoluteUri, Does.Not.Contain("my-cluster"));
    }

    [Test]
    public void A_token_has_no_padding() => Assert.That(EksToken.Sign(OfARole, "us-west-2", "my-cluster", At), Does.Match("^k8s-aws-v1\\.[A-Za-z0-9_-]+$"));

    // From the endpoint rule set of the STS model, as published with botocore.
    [TestCase("us-east-1", false, "sts.us-east-1.amazonaws.com")]
    [TestCase("us-east-1", true, "sts-fips.us-east-1.amazonaws.com")]
    [TestCase("us-gov-west-1", false, "sts.us-gov-west-1.amazonaws.com")]
    [TestCase("us-gov-west-1", true, "sts.us-gov-west-1.amazonaws.com")]
    [TestCase("cn-north-1", false, "sts.cn-north-1.amazonaws.com.cn")]
    [TestCase("us-iso-east-1", false, "sts.us-iso-east-1.c2s.ic.gov")]
    public void A_region_asks_its_own_STS(string region, bool fips, string host) =>
        Assert.That(Url(EksToken.Sign(LongLived, region, "my-cluster", At, fips)).Host, Is.EqualTo(host));

    private static Uri Url(string token) => new(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token["k8s-aws-v1.".Length..])));

    private static Dictionary<string, string> Query(string token) => Query(Url(token));

    private static Dictionary<string, string> Query(Uri url) =>
        url.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
