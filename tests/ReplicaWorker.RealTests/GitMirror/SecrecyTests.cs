using System.Text;
using LocalCloud.Git;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>Keys, tokens and what is made of them appear nowhere, however much is logged and whatever goes wrong.</summary>
public sealed class SecrecyTests
{
    private const string Secret = "marked-secret-key-7Qx";
    private const string Token = "marked-session-token-9Zk";

    [TestCase(200)]
    [TestCase(403)]
    [TestCase(502)]
    public async Task Credentials_never_reach_the_output(int status)
    {
        await using var world = await MirrorWorld.StartAsync(options => options with
        {
            AccessKeys = new Dictionary<string, string>(StringComparer.Ordinal) { ["AKIAMARKED0000000000"] = Secret },
            SessionTokens = new Dictionary<string, string>(StringComparer.Ordinal) { ["AKIAMARKED0000000000"] = Token },
        });
        if (status != 200)
        {
            world.Server.Faults.Add(new(GitOperation.UploadPackAdvertisement) { Status = status });
        }

        var run = await world.MirrorAsync(["--verbose"], new(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIAMARKED0000000000",
            ["AWS_SECRET_ACCESS_KEY"] = Secret,
            ["AWS_SESSION_TOKEN"] = Token,
        });

        Assert.That(world.Server.Requests.Any(r => r.Status == 200), "the credentials were used");
        foreach (var mark in (string[])[Secret, Token, "Basic ", Convert.ToBase64String(Encoding.UTF8.GetBytes("AKIAMARKED0000000000"))[..24]])
        {
            Assert.That(run.Text(), Does.Not.Contain(mark));
        }
    }
}
