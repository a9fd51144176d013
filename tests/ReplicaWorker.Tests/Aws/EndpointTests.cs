using Amazon;
using Amazon.EventBridge;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using NUnit.Framework;
using ReplicaWorker.Aws;
using ReplicaWorker.Aws.Core;

namespace ReplicaWorker.Tests.Aws;

public sealed class EndpointTests
{
    // From the endpoint rule set of the CodeCommit model, as published with botocore.
    [TestCase("us-east-1", false, false, "https://codecommit.us-east-1.amazonaws.com")]
    [TestCase("us-east-1", true, false, "https://codecommit-fips.us-east-1.amazonaws.com")]
    [TestCase("us-east-1", false, true, "https://codecommit.us-east-1.api.aws")]
    [TestCase("us-east-1", true, true, "https://codecommit-fips.us-east-1.api.aws")]
    [TestCase("us-gov-west-1", false, false, "https://codecommit.us-gov-west-1.amazonaws.com")]
    [TestCase("us-gov-west-1", true, false, "https://codecommit-fips.us-gov-west-1.amazonaws.com")]
    [TestCase("cn-north-1", false, false, "https://codecommit.cn-north-1.amazonaws.com.cn")]
    [TestCase("cn-north-1", false, true, "https://codecommit.cn-north-1.api.amazonwebservices.com.cn")]
    [TestCase("us-iso-east-1", false, false, "https://codecommit.us-iso-east-1.c2s.ic.gov")]
    [TestCase("us-isob-east-1", false, false, "https://codecommit.us-isob-east-1.sc2s.sgov.gov")]
    [TestCase("eusc-de-east-1", false, false, "https://codecommit.eusc-de-east-1.amazonaws.eu")]
    [TestCase("eu-nowhere-9", false, false, "https://codecommit.eu-nowhere-9.amazonaws.com")]
    [TestCase("cn-nowhere-9", false, false, "https://codecommit.cn-nowhere-9.amazonaws.com.cn")]
    public void A_region_has_its_partitions_host(string region, bool fips, bool dualStack, string url) =>
        Assert.That(Resolve(region, fips, dualStack).URL, Is.EqualTo(url));

    // From the endpoint rule sets of these services' models, as published with botocore.
    [TestCase("ssm", "us-east-1", true, false, "https://ssm-fips.us-east-1.amazonaws.com")]
    [TestCase("ssm", "us-gov-west-1", false, false, "https://ssm.us-gov-west-1.amazonaws.com")]
    [TestCase("ssm", "us-gov-west-1", true, false, "https://ssm.us-gov-west-1.amazonaws.com")]
    [TestCase("ssm", "us-gov-east-1", true, true, "https://ssm-fips.us-gov-east-1.api.aws")]
    [TestCase("ssm", "cn-north-1", true, false, "https://ssm-fips.cn-north-1.amazonaws.com.cn")]
    [TestCase("events", "us-east-1", true, true, "https://events-fips.us-east-1.api.aws")]
    [TestCase("events", "us-gov-west-1", true, false, "https://events.us-gov-west-1.amazonaws.com")]
    [TestCase("events", "us-gov-east-1", true, true, "https://events.us-gov-east-1.api.aws")]
    [TestCase("secretsmanager", "us-east-1", false, true, "https://secretsmanager.us-east-1.amazonaws.com")]
    [TestCase("secretsmanager", "us-gov-west-1", true, true, "https://secretsmanager-fips.us-gov-west-1.amazonaws.com")]
    [TestCase("secretsmanager", "cn-north-1", false, true, "https://secretsmanager.cn-north-1.amazonaws.com.cn")]
    [TestCase("secretsmanager", "eu-west-1", true, false, "https://secretsmanager-fips.eu-west-1.amazonaws.com")]
    [TestCase("tagging", "us-gov-west-1", true, false, "https://tagging-fips.us-gov-west-1.amazonaws.com")]
    [TestCase("tagging", "us-east-1", false, true, "https://tagging.us-east-1.api.aws")]
    public void A_service_has_the_hosts_of_its_own_rules(string service, string region, bool fips, bool dualStack, string url) =>
        Assert.That(Config(service).EndpointProvider.ResolveEndpoint(Parameters(region, fips, dualStack)).URL, Is.EqualTo(url));

    [Test]
    public void A_configured_URL_goes_before_the_regions_own() =>
        Assert.That(Resolve("us-east-1", false, false, "http://127.0.0.1:1/api/").URL, Is.EqualTo("http://127.0.0.1:1/api/"));

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void A_configured_URL_excludes_the_switches(bool fips, bool dualStack) =>
        Assert.That(() => Resolve("us-east-1", fips, dualStack, "http://127.0.0.1:1/"), Throws.TypeOf<AmazonClientException>());

    [Test]
    public void Without_a_region_there_is_no_host() =>
        Assert.That(() => Resolve(null, false, false), Throws.TypeOf<AmazonClientException>());

    [TestCase("us-east-1", false, "git-codecommit.us-east-1.amazonaws.com")]
    [TestCase("us-east-1", true, "git-codecommit-fips.us-east-1.amazonaws.com")]
    [TestCase("us-gov-east-1", true, "git-codecommit-fips.us-gov-east-1.amazonaws.com")]
    [TestCase("cn-northwest-1", false, "git-codecommit.cn-northwest-1.amazonaws.com.cn")]
    public void Git_has_a_host_of_its_own_in_each_region(string region, bool fips, string host) =>
        Assert.That(CodeCommitHosts.Git(region, fips), Is.EqualTo(host));

    [Test]
    public void Every_region_that_the_SDK_knows_has_the_suffix_of_the_SDKs_table() =>
        Assert.That(
            RegionEndpoint.EnumerableAllRegions.Select(region => (region.SystemName, AwsPartition.DnsSuffix(region.SystemName))),
            Is.EqualTo(RegionEndpoint.EnumerableAllRegions.Select(region => (region.SystemName, region.PartitionDnsSuffix))).And.Not.Empty);

    [TestCase("us-east-1/../evil")]
    [TestCase("evil.example.com/")]
    [TestCase("us east")]
    [TestCase("user@evil")]
    public void What_cannot_be_part_of_a_host_name_is_no_region(string region) =>
        Assert.That(() => CodeCommitHosts.Git(region), Throws.TypeOf<AmazonClientException>());

    private static Endpoint Resolve(string? region, bool fips, bool dualStack, string? url = null) =>
        new RegionalEndpoints("codecommit").ResolveEndpoint(Parameters(region, fips, dualStack, url));

    private static EndpointParameters Parameters(string? region, bool fips, bool dualStack, string? url = null) => new()
    {
        [RegionalEndpoints.Region] = region,
        [RegionalEndpoints.UseFips] = fips,
        [RegionalEndpoints.UseDualStack] = dualStack,
        [RegionalEndpoints.Url] = url,
    };

    private static ClientConfig Config(string service) => service switch
    {
        "ssm" => new AmazonSimpleSystemsManagementConfig(),
        "events" => new AmazonEventBridgeConfig(),
        "secretsmanager" => new AmazonSecretsManagerConfig(),
        "tagging" => new AmazonResourceGroupsTaggingAPIConfig(),
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "no such client"),
    };
}
