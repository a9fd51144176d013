using System.Net;
using System.Text;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using LocalCloud.Processes;
using NUnit.Framework;
using Ssm = Amazon.SimpleSystemsManagement.Model;
using ResourceNotFoundException = Amazon.SecretsManager.Model.ResourceNotFoundException;

namespace ReplicaWorker.RealTests.Aws;

/// <summary>The clients of parameters, secrets, tags and events against moto, an implementation of the services that is not ours.</summary>
public sealed class ConfigMotoTests
{
    private const string Primary = "us-east-1";
    private const string Replica = "eu-west-1";
    private const string Policies =
        """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2099-01-01T00:00:00.000Z"}}]""";

    private static readonly BasicAWSCredentials Credentials = new("test", "test");

    private Moto _moto = null!;
    private AmazonSimpleSystemsManagementClient? _parameters;
    private AmazonSecretsManagerClient? _secrets;
    private AmazonSecretsManagerClient? _replicas;
    private AmazonResourceGroupsTaggingAPIClient? _tags;
    private AmazonEventBridgeClient? _events;

    private AmazonSimpleSystemsManagementClient Parameters => _parameters!;

    private AmazonSecretsManagerClient Secrets => _secrets!;

    [OneTimeSetUp]
    public async Task Start_moto_on_any_free_port()
    {
        _moto = await Moto.StartAsync();
        var url = _moto.Endpoint.AbsoluteUri;
        _parameters = new(Credentials, new AmazonSimpleSystemsManagementConfig { ServiceURL = url, AuthenticationRegion = Primary });
        _secrets = new(Credentials, new AmazonSecretsManagerConfig { ServiceURL = url, AuthenticationRegion = Primary });
        _replicas = new(Credentials, new AmazonSecretsManagerConfig { ServiceURL = url, AuthenticationRegion = Replica });
        _tags = new(Credentials, new AmazonResourceGroupsTaggingAPIConfig { ServiceURL = url, AuthenticationRegion = Primary });
        _events = new(Credentials, new AmazonEventBridgeConfig { ServiceURL = url, AuthenticationRegion = Primary });
    }

    [OneTimeTearDown]
    public async Task Stop_moto()
    {
        _parameters?.Dispose(); // There are none when moto did not come up.
        _secrets?.Dispose();
        _replicas?.Dispose();
        _tags?.Dispose();
        _events?.Dispose();
        await _moto.DisposeAsync();
    }

    [Test]
    public async Task A_parameter_is_put_described_changed_and_deleted()
    {
        var put = await Parameters.PutParameterAsync(new PutParameterRequest
        {
            Name = "/one/secure",
            Value = "s3cret, “quoted”",
            Type = ParameterType.SecureString,
            Tier = ParameterTier.Advanced,
            Description = "of one",
            AllowedPattern = ".*",
            Policies = Policies,
            Tags = [new Ssm.Tag { Key = "Team", Value = "A" }],
        });
        var got = (await Parameters.GetParameterAsync(new GetParameterRequest { Name = "/one/secure", WithDecryption = true })).Parameter!;
        var hidden = (await Parameters.GetParameterAsync(new GetParameterRequest { Name = "/one/secure" })).Parameter!;
        var described = await DescribeAsync("/one/secure");

        Assert.That((put.Version, put.Tier), Is.EqualTo((1L, ParameterTier.Advanced)));
        Assert.That((got.Value, got.Type, got.Version), Is.EqualTo(("s3cret, “quoted”", ParameterType.SecureString, 1L)));
        Assert.That(hidden.Value, Is.Not.EqualTo(got.Value));
        Assert.That((described.Description, described.AllowedPattern, described.Tier), Is.EqualTo(("of one", ".*", ParameterTier.Advanced)));
        Assert.That(described.KeyId, Is.EqualTo("alias/aws/ssm"));
        Assert.That(described.LastModifiedDate, Is.EqualTo(TimeProvider.System.GetUtcNow().UtcDateTime).Within(TimeSpan.FromMinutes(1)));
        Assert.That(described.Policies!.Single().PolicyType, Is.EqualTo("Expiration"));
        Assert.That(described.Policies!.Single().PolicyText, Does.Contain("2099-01-01T00:00:00.000Z"));

        await Parameters.PutParameterAsync(new PutParameterRequest { Name = "/one/secure", Value = "2", Overwrite = true });
        Assert.That((await DescribeAsync("/one/secure")).Version, Is.EqualTo(2L));

        await Parameters.DeleteParameterAsync(new DeleteParameterRequest { Name = "/one/secure" });
        Assert.ThrowsAsync<ParameterNotFoundException>(() => Parameters.GetParameterAsync(new GetParameterRequest { Name = "/one/secure" }));
        Assert.ThrowsAsync<ParameterNotFoundException>(() => Parameters.DeleteParameterAsync(new DeleteParameterRequest { Name = "/one/secure" }));
    }

    [Test]
    public async Task A_parameter_that_is_there_is_told_from_every_other_failure()
    {
        var request = new PutParameterRequest { Name = "/there", Value = "1", Type = ParameterType.String };
        await Parameters.PutParameterAsync(request);

        Assert.ThrowsAsync<ParameterAlreadyExistsException>(() => Parameters.PutParameterAsync(request));
    }

    [Test]
    public async Task Several_parameters_are_read_listed_and_deleted_at_once()
    {
        foreach (var name in new[] { "/many/a", "/many/b", "/many/c/d" })
        {
            await Parameters.PutParameterAsync(new PutParameterRequest { Name = name, Value = name, Type = ParameterType.String });
        }

        var read = await Parameters.GetParametersAsync(new GetParametersRequest { Names = ["/many/a", "/many/none"] });
        var first = await Parameters.GetParametersByPathAsync(new GetParametersByPathRequest { Path = "/many", Recursive = true, MaxResults = 2 });
        var rest = await Parameters.GetParametersByPathAsync(
            new GetParametersByPathRequest { Path = "/many", Recursive = true, MaxResults = 2, NextToken = first.NextToken });
        var deleted = await Parameters.DeleteParametersAsync(new DeleteParametersRequest { Names = ["/many/a", "/many/b", "/many/c/d", "/many/none"] });

        Assert.That(read.Parameters!.Single().Value, Is.EqualTo("/many/a"));
        Assert.That(read.InvalidParameters, Is.EqualTo(new[] { "/many/none" }));
        Assert.That(first.Parameters!.Concat(rest.Parameters!).Select(parameter => parameter.Name), Is.EquivalentTo(new[] { "/many/a", "/many/b", "/many/c/d" }));
        Assert.That(rest.NextToken, Is.Null);
        Assert.That(deleted.DeletedParameters, Is.EquivalentTo(new[] { "/many/a", "/many/b", "/many/c/d" }));
        Assert.That(deleted.InvalidParameters, Is.EqualTo(new[] { "/many/none" }));
    }

    [Test]
    public async Task A_parameter_has_tags_labels_and_a_history()
    {
        await Parameters.PutParameterAsync(new PutParameterRequest { Name = "/marked", Value = "1", Type = ParameterType.String });
        await Parameters.PutParameterAsync(new PutParameterRequest { Name = "/marked", Value = "2", Overwrite = true });
        await Parameters.AddTagsToResourceAsync(new AddTagsToResourceRequest
        {
            ResourceType = ResourceTypeForTagging.Parameter,
            ResourceId = "/marked",
            Tags = [new Ssm.Tag { Key = "Kept", Value = "" }, new Ssm.Tag { Key = "Gone", Value = "1" }],
        });
        await Parameters.RemoveTagsFromResourceAsync(
            new RemoveTagsFromResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = "/marked", TagKeys = ["Gone"] });
        var labelled = await Parameters.LabelParameterVersionAsync(new LabelParameterVersionRequest { Name = "/marked", Labels = ["live", "2bad"] });

        var tags = await Parameters.ListTagsForResourceAsync(
            new Ssm.ListTagsForResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = "/marked" });
        var history = await Parameters.GetParameterHistoryAsync(new GetParameterHistoryRequest { Name = "/marked", WithDecryption = true });
        var byLabel = await Parameters.GetParameterAsync(new GetParameterRequest { Name = "/marked:live" });

        Assert.That(tags.TagList!.Select(tag => (tag.Key, tag.Value)), Is.EqualTo(new[] { ("Kept", "") }));
        Assert.That((labelled.ParameterVersion, labelled.InvalidLabels), Is.EqualTo((2L, new[] { "2bad" })).UsingPropertiesComparer());
        Assert.That(history.Parameters!.Select(version => version.Value), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(history.Parameters![1].Labels, Is.EqualTo(new[] { "live" }));
        Assert.That(byLabel.Parameter!.Value, Is.EqualTo("2"));

        var unlabelled = await Parameters.UnlabelParameterVersionAsync(
            new UnlabelParameterVersionRequest { Name = "/marked", ParameterVersion = 2, Labels = ["live"] });
        Assert.That(unlabelled.RemovedLabels, Is.EqualTo(new[] { "live" }));
    }

    [Test]
    public void Tags_of_a_parameter_that_is_not_there_are_told_as_well() =>
        Assert.ThrowsAsync<InvalidResourceIdException>(() => Parameters.ListTagsForResourceAsync(
            new Ssm.ListTagsForResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = "/nowhere" }));

    [Test]
    public async Task A_secret_is_replicated_listed_and_taken_back()
    {
        await CreateSecretAsync("one/secret", "hunter2");

        var replicated = await Secrets.ReplicateSecretToRegionsAsync(new ReplicateSecretToRegionsRequest
        {
            SecretId = "one/secret",
            AddReplicaRegions = [new ReplicaRegionType { Region = Replica }],
        });
        var described = await Secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = "one/secret" });
        var replica = await _replicas!.DescribeSecretAsync(new DescribeSecretRequest { SecretId = "one/secret" });
        var value = await _replicas.GetSecretValueAsync(new GetSecretValueRequest { SecretId = replica.ARN });
        var listed = await _replicas.ListSecretsAsync(
            new ListSecretsRequest { Filters = [new Filter { Key = FilterNameStringType.PrimaryRegion, Values = [Primary] }] });

        Assert.That(replicated.ReplicationStatus!.Single().Region, Is.EqualTo(Replica));
        Assert.That(described.ReplicationStatus!.Single().Status, Is.EqualTo(StatusType.InSync));
        Assert.That(described.VersionIdsToStages!.Values.Single(), Is.EqualTo(new[] { "AWSCURRENT" }));
        Assert.That(described.CreatedDate, Is.EqualTo(TimeProvider.System.GetUtcNow().UtcDateTime).Within(TimeSpan.FromMinutes(1)));
        Assert.That((replica.PrimaryRegion, value.SecretString), Is.EqualTo((Primary, "hunter2")));
        Assert.That(listed.SecretList!.Select(secret => secret.Name), Does.Contain("one/secret"));
        Assert.ThrowsAsync<Amazon.SecretsManager.Model.InvalidParameterException>(() => _replicas.TagResourceAsync(
            new TagResourceRequest { SecretId = replica.ARN, Tags = [new Amazon.SecretsManager.Model.Tag { Key = "k", Value = "v" }] }));

        var removed = await Secrets.RemoveRegionsFromReplicationAsync(
            new RemoveRegionsFromReplicationRequest { SecretId = "one/secret", RemoveReplicaRegions = [Replica] });
        Assert.That(removed.ReplicationStatus ?? [], Is.Empty);
        Assert.ThrowsAsync<ResourceNotFoundException>(() => _replicas.DescribeSecretAsync(new DescribeSecretRequest { SecretId = "one/secret" }));
    }

    [Test]
    public async Task A_secret_is_tagged_and_read_in_a_batch()
    {
        await CreateSecretAsync("tagged", "hunter2");
        await Secrets.TagResourceAsync(new TagResourceRequest
        {
            SecretId = "tagged",
            Tags = [new() { Key = "Kept", Value = "1" }, new() { Key = "Gone", Value = "1" }],
        });
        await Secrets.UntagResourceAsync(new UntagResourceRequest { SecretId = "tagged", TagKeys = ["Gone"] });

        var described = await Secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = "tagged" });
        var batch = await Secrets.BatchGetSecretValueAsync(new BatchGetSecretValueRequest { SecretIdList = ["tagged"] });

        Assert.That(described.Tags!.Select(tag => (tag.Key, tag.Value)), Is.EqualTo(new[] { ("Kept", "1") }));
        Assert.That(batch.SecretValues!.Single().SecretString, Is.EqualTo("hunter2"));
    }

    [Test]
    public void A_secret_that_is_not_there_is_told_from_every_other_failure() =>
        Assert.ThrowsAsync<ResourceNotFoundException>(() => Secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = "nowhere" }));

    [TestCase("ssm:parameter", "parameter/tagged/")]
    [TestCase("secretsmanager:secret", "secret:tagged/")]
    public async Task Tags_of_many_are_read_page_by_page(string type, string arn)
    {
        for (var i = 0; i < 3; i++)
        {
            await Parameters.PutParameterAsync(new PutParameterRequest
            {
                Name = $"/tagged/{type[..3]}/{i}",
                Value = "v",
                Type = ParameterType.String,
                Tags = [new Ssm.Tag { Key = "Page", Value = type }],
            });
            await CreateSecretAsync($"tagged/{type[..3]}/{i}", "v", type);
        }

        var found = new List<ResourceTagMapping>();
        for (var (token, pages) = ((string?)null, 0); pages == 0 || token is not (null or ""); pages++)
        {
            var page = await _tags!.GetResourcesAsync(new GetResourcesRequest
            {
                ResourceTypeFilters = [type],
                TagFilters = [new TagFilter { Key = "Page", Values = [type] }],
                ResourcesPerPage = 2,
                PaginationToken = token,
            });
            found.AddRange(page.ResourceTagMappingList!);
            token = page.PaginationToken;
        }

        Assert.That(found, Has.Count.EqualTo(3));
        Assert.That(found.Select(resource => resource.ResourceARN), Has.All.Contains(arn));
        Assert.That(found.Select(resource => resource.Tags!.Single().Value), Has.All.EqualTo(type));
    }

    [Test]
    public async Task Events_are_taken_one_by_one()
    {
        var answer = await _events!.PutEventsAsync(new PutEventsRequest
        {
            Entries =
            [
                new() { Source = "replica-worker", DetailType = "Replica Worker Run Failed", Detail = """{"failed":1}""" },
                new() { Source = "replica-worker", DetailType = "Replica Worker Run Failed", Detail = "not JSON" },
            ],
        });

        Assert.That(answer.FailedEntryCount, Is.EqualTo(1));
        Assert.That(answer.Entries!.Select(entry => entry.ErrorCode), Is.EqualTo(new[] { null, "MalformedDetail" }));
        Assert.That(answer.Entries![0].EventId, Is.Not.Empty);
    }

    private async Task<ParameterMetadata> DescribeAsync(string name)
    {
        var page = await Parameters.DescribeParametersAsync(new DescribeParametersRequest
        {
            ParameterFilters = [new ParameterStringFilter { Key = "Name", Option = "Equals", Values = [name] }],
        });
        return page.Parameters!.Single();
    }

    /// <summary>As a developer would: the worker never creates a secret, so its client cannot.</summary>
    private async Task CreateSecretAsync(string name, string value, string? page = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _moto.Endpoint);
        var tags = page is null ? "" : $$""","Tags":[{"Key":"Page","Value":"{{page}}"}]""";
        request.Content = new StringContent($$"""{"Name":"{{name}}","SecretString":"{{value}}"{{tags}}}""", Encoding.UTF8, "application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "secretsmanager.CreateSecret");
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=test/20260102/{Primary}/secretsmanager/aws4_request, SignedHeaders=host, Signature=00");

        using var answer = await http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }
}
