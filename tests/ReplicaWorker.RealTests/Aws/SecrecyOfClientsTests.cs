using System.Net;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Aws.ScriptedServer;

namespace ReplicaWorker.RealTests.Aws;

/// <summary>What the services of secrets and parameters answer when things go wrong, and what of that may be seen.</summary>
public sealed class SecrecyOfClientsTests
{
    private const string Marked = "marked-s3cret-value";
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    private static IEnumerable<TestCaseData<string>> BrokenAnswers() =>
    [
        new($$$"""{"Parameter":{"Name":"a","Value":"{{{Marked}}}","Version":"{{{Marked}}}"}}""") { TestName = "A_member_of_the_wrong_type" },
        new($$$"""{"Parameter":{"Name":"a","Value":"{{{Marked}}}"},"SecretString":"{{{Marked}}} """) { TestName = "An_answer_cut_within_a_value" },
        new($$$"""{"Parameter":{"Name":"a","Value":["{{{Marked}}}"]},"SecretString":{"{{{Marked}}}":1}}""") { TestName = "A_value_that_is_no_text" },
        new($$$"""{"Parameter":{"Value":{{{Marked}}}},"SecretString":{{{Marked}}}}""") { TestName = "A_value_that_is_not_JSON" },
    ];

    [TestCaseSource(nameof(BrokenAnswers))]
    public async Task An_answer_that_cannot_be_read_is_a_failure_that_does_not_repeat_it(string answer)
    {
        await using var server = new ScriptedServer(Answer("200 OK", answer));
        using var client = Parameters(server);

        var failure = Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.GetParameterAsync(new GetParameterRequest { Name = "a" }))!;

        Assert.That($"{failure}", Does.Not.Contain(Marked));
    }

    [Test]
    public async Task A_secret_that_cannot_be_read_is_a_failure_that_does_not_repeat_it()
    {
        await using var server = new ScriptedServer(Answer("200 OK", $$"""{"SecretString":"{{Marked}}","SecretBinary":"{{Marked}}"}"""));
        using var client = new AmazonSecretsManagerClient(
            Credentials, new AmazonSecretsManagerConfig { ServiceURL = server.Url, AuthenticationRegion = "us-west-2" });

        var failure = Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "a" }))!;

        Assert.That($"{failure}", Does.Not.Contain(Marked));
    }

    [TestCase("ValidationException", typeof(AmazonSimpleSystemsManagementException))]
    [TestCase("ParameterPatternMismatchException", typeof(ParameterPatternMismatchException))]
    public async Task A_refusal_that_quotes_the_value_keeps_its_code_only(string code, Type type)
    {
        await using var server = new ScriptedServer(
            Answer("400 Bad Request", $$"""{"__type":"{{code}}","message":"Value '{{Marked}}' at 'value' failed"}"""));
        using var client = Parameters(server);

        var failure = Assert.CatchAsync<AmazonSimpleSystemsManagementException>(() =>
            client.PutParameterAsync(new PutParameterRequest { Name = "a", Value = Marked }))!;

        Assert.That(failure, Is.TypeOf(type));
        Assert.That((failure.ErrorCode, failure.StatusCode), Is.EqualTo((code, HttpStatusCode.BadRequest)));
        Assert.That($"{failure}", Does.Not.Contain(Marked));
        Assert.That(server.Requests.Single().Body, Does.Contain(Marked));
    }

    [Test]
    public async Task Every_service_is_signed_for_and_called_by_its_own_name()
    {
        await using var server = new ScriptedServer(Answer("200 OK", "{}"));
        using var parameters = Parameters(server);
        using var secrets = new AmazonSecretsManagerClient(Credentials, new AmazonSecretsManagerConfig { ServiceURL = server.Url, AuthenticationRegion = "us-west-2" });
        using var tags = new AmazonResourceGroupsTaggingAPIClient(
            Credentials, new AmazonResourceGroupsTaggingAPIConfig { ServiceURL = server.Url, AuthenticationRegion = "us-west-2" });
        using var events = new AmazonEventBridgeClient(Credentials, new AmazonEventBridgeConfig { ServiceURL = server.Url, AuthenticationRegion = "us-west-2" });

        await parameters.DescribeParametersAsync(new DescribeParametersRequest());
        await secrets.StopReplicationToReplicaAsync(new StopReplicationToReplicaRequest { SecretId = "a" });
        await tags.GetResourcesAsync(new GetResourcesRequest());
        await events.PutEventsAsync(new PutEventsRequest());

        Assert.That(
            server.Requests.Select(request => (request.Headers["X-Amz-Target"], request.Headers["Authorization"].Split('/')[3])),
            Is.EqualTo(new[]
            {
                ("AmazonSSM.DescribeParameters", "ssm"),
                ("secretsmanager.StopReplicationToReplica", "secretsmanager"),
                ("ResourceGroupsTaggingAPI_20170126.GetResources", "tagging"),
                ("AWSEvents.PutEvents", "events"),
            }));
    }

    private static AmazonSimpleSystemsManagementClient Parameters(ScriptedServer server) =>
        new(Credentials, new AmazonSimpleSystemsManagementConfig { ServiceURL = server.Url, AuthenticationRegion = "us-west-2" });
}
