using Amazon;
using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Aws.ScriptedServer;

namespace ReplicaWorker.RealTests.Aws;

/// <summary>What every AWS SDK reads from the environment, read by our clients as well.</summary>
[NonParallelizable] // The environment is the process's.
public sealed class EnvironmentTests
{
    private static readonly string Found = Answer("200 OK", """{"repositoryMetadata":{"repositoryName":"RepoA"}}""");
    private static readonly string Role = Answer(
        "200 OK",
        """{"AccessKeyId":"ASIAROLE","SecretAccessKey":"secret","Token":"role-token","Expiration":"2099-01-01T00:00:00Z"}""",
        "Content-Type: application/json\r\n");

    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    [SetUp]
    public void Start_from_an_environment_that_says_nothing()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
        {
            Set(name, null);
        }
        Set("AWS_EC2_METADATA_DISABLED", "true");
    }

    [TearDown]
    public void Put_the_environment_back()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
        _before.Clear();
        FallbackInternalConfigurationFactory.Reset();
    }

    [TestCase("AWS_ENDPOINT_URL")]
    [TestCase("AWS_ENDPOINT_URL_CODECOMMIT")]
    public async Task The_endpoint_is_taken_and_the_region_still_signed_for(string variable)
    {
        await using var server = new ScriptedServer(Found);
        Set("AWS_ACCESS_KEY_ID", "AKIDENV");
        Set("AWS_SECRET_ACCESS_KEY", "secret");
        Set(variable, server.Url);

        await GetRepositoryAsync();

        Assert.That(server.Requests.Single().Headers["Authorization"], Does.Match("Credential=AKIDENV/[0-9]+/us-west-2/codecommit/"));
    }

    [Test]
    public async Task The_services_own_endpoint_goes_before_the_common_one()
    {
        await using var common = new ScriptedServer(Cut);
        await using var own = new ScriptedServer(Found);
        Set("AWS_ACCESS_KEY_ID", "AKIDENV");
        Set("AWS_SECRET_ACCESS_KEY", "secret");
        Set("AWS_ENDPOINT_URL", common.Url);
        Set("AWS_ENDPOINT_URL_CODECOMMIT", own.Url);

        await GetRepositoryAsync();

        Assert.That((common.Requests.Count, own.Requests.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task The_containers_role_signs_when_nothing_goes_before_it()
    {
        await using var agent = new ScriptedServer(Role);
        await using var server = new ScriptedServer(Found);
        Set("AWS_ENDPOINT_URL", server.Url);
        Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{agent.Url}v2/credentials/task");

        await GetRepositoryAsync();

        var sent = server.Requests.Single().Headers;
        Assert.That(sent["Authorization"], Does.Contain("Credential=ASIAROLE/"));
        Assert.That(sent["X-Amz-Security-Token"], Is.EqualTo("role-token"));
    }

    [Test]
    public async Task The_number_of_attempts_is_taken()
    {
        await using var server = new ScriptedServer(Answer("503 Service Unavailable", ""));
        Set("AWS_ACCESS_KEY_ID", "AKIDENV");
        Set("AWS_SECRET_ACCESS_KEY", "secret");
        Set("AWS_ENDPOINT_URL", server.Url);
        Set("AWS_MAX_ATTEMPTS", "2");

        await Assert.ThatAsync(GetRepositoryAsync, Throws.TypeOf<AmazonCodeCommitException>());
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public void The_FIPS_switch_is_taken()
    {
        Set("AWS_USE_FIPS_ENDPOINT", "true");

        var config = new AmazonCodeCommitConfig { RegionEndpoint = RegionEndpoint.USGovCloudWest1 };

        Assert.That(
            config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetRepositoryRequest())).URL,
            Is.EqualTo("https://codecommit-fips.us-gov-west-1.amazonaws.com"));
    }

    private static async Task GetRepositoryAsync()
    {
        using var client = new AmazonCodeCommitClient(RegionEndpoint.USWest2);
        await client.GetRepositoryAsync(new GetRepositoryRequest { RepositoryName = "RepoA" });
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
        FallbackInternalConfigurationFactory.Reset();
    }
}
