using System.Text;
using Amazon.Runtime;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Aws;

namespace ReplicaWorker.Tests.Aws;

public sealed class CodeCommitGitCredentialsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly ImmutableCredentials LongLived = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);

    // Computed with botocore's signer, as the credential helper of the AWS CLI does.
    [TestCase("us-east-1", "20260102T030405Z689f46fba589ac048607b7e883cbfafde1537303e119b66a47c6943165b49073")]
    [TestCase("us-west-2", "20260102T030405Zc244ec5cec2c2ab304bb0b618a7732fa7b665997378f2872eb69cdeb5a8a0b6b")]
    public void The_password_is_the_one_that_the_aws_cli_makes(string region, string password)
    {
        var signed = CodeCommitGitCredentials.Sign(LongLived, region, CodeCommitHosts.Git(region), "/v1/repos/MyDemoRepo", At);

        Assert.That(signed, Is.EqualTo(new GitCredentials("AKIDEXAMPLE", password)));
    }

    [Test]
    public void A_session_token_follows_the_access_key_raw()
    {
        var session = new ImmutableCredentials("ASIAEXAMPLE", "secret", "IQoJ//token+with=reserved%signs");

        var signed = CodeCommitGitCredentials.Sign(session, "us-east-1", "host", "/v1/repos/A", At);

        Assert.That(signed.UserName, Is.EqualTo("ASIAEXAMPLE%IQoJ//token+with=reserved%signs"));
    }

    [Test]
    public void A_session_token_is_not_signed()
    {
        var session = new ImmutableCredentials(LongLived.AccessKey, LongLived.SecretKey, "token");

        Assert.That(Sign(session, "/v1/repos/A", At).Password, Is.EqualTo(Sign(LongLived, "/v1/repos/A", At).Password));
    }

    [TestCase("/v1/repos/a b", "/v1/repos/a%20b")]
    [TestCase("/v1/repos/A", "/v1/repos/a")]
    [TestCase("/v1/repos/A", "/v1/repos/A/")]
    public void The_path_is_signed_as_it_stands(string one, string other) =>
        Assert.That(Sign(LongLived, one, At).Password, Is.Not.EqualTo(Sign(LongLived, other, At).Password));

    [Test]
    public void The_time_is_written_in_UTC()
    {
        var elsewhere = At.ToOffset(TimeSpan.FromHours(-8));

        Assert.That(Sign(LongLived, "/v1/repos/A", elsewhere), Is.EqualTo(Sign(LongLived, "/v1/repos/A", At)));
    }

    [Test]
    public void Basic_authentication_holds_both_and_parts_at_the_first_colon() =>
        Prop.ForAll<ushort>(seconds =>
        {
            var signed = Sign(LongLived, "/v1/repos/A", At.AddSeconds(seconds));
            var basic = signed.ToBasic();
            var sent = Encoding.UTF8.GetString(Convert.FromBase64String(basic.Parameter!)).Split(':', 2);

            Assert.That(basic.Scheme, Is.EqualTo("Basic"));
            Assert.That(sent, Is.EqualTo(new[] { signed.UserName, signed.Password }));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Nothing_of_them_shows_in_a_log() =>
        Assert.That($"{Sign(LongLived, "/v1/repos/A", At)}", Is.EqualTo("GitCredentials"));

    private static GitCredentials Sign(ImmutableCredentials credentials, string path, DateTimeOffset at) =>
        CodeCommitGitCredentials.Sign(credentials, "us-east-1", "git-codecommit.us-east-1.amazonaws.com", path, at);
}
