using System.Net;
using Amazon;
using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using Amazon.Runtime;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Aws.ScriptedServer;

namespace ReplicaWorker.RealTests.Aws;

/// <summary>The client against a server that answers what real ones, and what stands in between, have been seen to answer.</summary>
public sealed class CodeCommitClientTests
{
    private static readonly string Found = Answer("200 OK", """{"repositoryMetadata":{"repositoryName":"RepoA","defaultBranch":"main"}}""");
    private static readonly string Throttled = Answer("400 Bad Request", """{"__type":"ThrottlingException","message":"Rate exceeded"}""");
    private const string TornError = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 1000\r\n\r\n{\"__type";
    private static readonly GetRepositoryRequest RepoA = new() { RepositoryName = "RepoA" };

    [Test]
    public async Task A_call_is_a_signed_POST_with_the_operation_in_a_header()
    {
        await using var server = new ScriptedServer(Found);
        using var client = Client(server, new SessionAWSCredentials("AKIDEXAMPLE", "secret", "token"));

        var answer = await client.GetRepositoryAsync(RepoA);

        Assert.That(answer.RepositoryMetadata!.DefaultBranch, Is.EqualTo("main"));
        var sent = server.Requests.Single();
        Assert.That(sent.Line, Is.EqualTo("POST / HTTP/1.1"));
        Assert.That(sent.Body, Is.EqualTo("""{"repositoryName":"RepoA"}"""));
        Assert.That(sent.Headers["Content-Type"], Is.EqualTo("application/x-amz-json-1.1"));
        Assert.That(sent.Headers["X-Amz-Target"], Is.EqualTo("CodeCommit_20150413.GetRepository"));
        Assert.That(sent.Headers["X-Amz-Security-Token"], Is.EqualTo("token"));
        Assert.That(
            sent.Headers["Authorization"],
            Does.Match("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/us-west-2/codecommit/aws4_request, SignedHeaders=.*x-amz-target.*, Signature=[0-9a-f]{64}$"));
    }

    private static IEnumerable<TestCaseData<string>> PassingTrouble() =>
    [
        new(Throttled) { TestName = "Throttled_by_the_service_is_tried_again" },
        new(Answer("503 Service Unavailable", "")) { TestName = "Unavailable_is_tried_again" },
        new(Answer("500 Internal Server Error", """{"__type":"InternalFailure"}""")) { TestName = "An_internal_error_is_tried_again" },
        new(Answer("502 Bad Gateway", "<html>proxy</html>")) { TestName = "A_proxys_page_is_tried_again" },
        new(Answer("429 Too Many Requests", "slow down")) { TestName = "Throttled_by_a_gateway_is_tried_again" },
        new(Answer("200 OK", """{"repositoryMetadata":{"repositoryNa""")) { TestName = "Half_an_answer_is_tried_again" },
        new(Answer("200 OK", "")) { TestName = "An_empty_answer_is_tried_again" },
        new(Cut) { TestName = "A_closed_connection_is_tried_again" },
        new("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"repo") { TestName = "A_cut_answer_is_tried_again" },
        new(TornError) { TestName = "A_cut_error_is_tried_again" },
    ];

    [TestCaseSource(nameof(PassingTrouble))]
    public async Task Passing_trouble_is_tried_again(string trouble)
    {
        await using var server = new ScriptedServer(trouble, Found);
        using var client = Client(server);

        var answer = await client.GetRepositoryAsync(RepoA);

        Assert.That(answer.RepositoryMetadata!.RepositoryName, Is.EqualTo("RepoA"));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [TestCase("AccessDeniedException")]
    [TestCase("UnrecognizedClientException")]
    [TestCase("InvalidSignatureException")]
    [TestCase("ExpiredTokenException")]
    [TestCase("ValidationException")]
    public async Task A_refusal_is_not_tried_again(string code)
    {
        await using var server = new ScriptedServer(
            Answer("400 Bad Request", $$"""{"__type":"{{code}}","message":"no"}""", "x-amzn-RequestId: id-1\r\n"));
        using var client = Client(server);

        var failure = Assert.ThrowsAsync<AmazonCodeCommitException>(() => client.GetRepositoryAsync(RepoA))!;

        Assert.That(
            (failure.ErrorCode, failure.StatusCode, failure.RequestId, failure.Message),
            Is.EqualTo((code, HttpStatusCode.BadRequest, "id-1", "no")));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_modelled_error_has_its_own_type()
    {
        await using var server = new ScriptedServer(
            Answer("400 Bad Request", """{"__type":"com.amazonaws.codecommit#BranchDoesNotExistException","message":"gone"}"""));
        using var client = Client(server);

        Assert.ThrowsAsync<BranchDoesNotExistException>(() =>
            client.UpdateDefaultBranchAsync(new UpdateDefaultBranchRequest { RepositoryName = "RepoA", DefaultBranchName = "x" }));
    }

    [Test]
    public async Task Trouble_that_does_not_pass_keeps_its_status()
    {
        await using var server = new ScriptedServer(Answer("502 Bad Gateway", "<html>secret of the proxy</html>"));
        using var client = Client(server);

        var failure = Assert.ThrowsAsync<AmazonCodeCommitException>(() => client.GetRepositoryAsync(RepoA))!;

        Assert.That((failure.ErrorCode, failure.StatusCode), Is.EqualTo(((string?)null, HttpStatusCode.BadGateway)));
        Assert.That($"{failure}", Does.Not.Contain("secret of the proxy"));
        Assert.That(server.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_torn_error_keeps_its_status()
    {
        await using var server = new ScriptedServer(TornError);
        using var client = Client(server);

        var failure = Assert.ThrowsAsync<AmazonCodeCommitException>(() => client.GetRepositoryAsync(RepoA))!;

        Assert.That(failure.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [Test]
    public async Task An_answer_that_never_becomes_whole_is_a_failure_not_an_empty_answer()
    {
        await using var server = new ScriptedServer(Answer("200 OK", "<html>sign in to this network</html>"));
        using var client = Client(server);

        var failure = Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.ListRepositoriesAsync(new ListRepositoriesRequest()))!;

        Assert.That($"{failure}", Does.Not.Contain("sign in to this network"));
    }

    [TestCase("")]
    [TestCase("{}")]
    public async Task An_operation_without_an_answer_may_answer_with_nothing(string body)
    {
        await using var server = new ScriptedServer(Answer("200 OK", body));
        using var client = Client(server);

        var answer = await client.TagResourceAsync(new TagResourceRequest { ResourceArn = "arn" });

        Assert.That(answer.HttpStatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Nobody_there_is_a_network_error_not_a_service_error()
    {
        var server = new ScriptedServer(Cut);
        var url = server.Url;
        await server.DisposeAsync();
        using var client = new AmazonCodeCommitClient(
            new BasicAWSCredentials("a", "b"),
            new AmazonCodeCommitConfig { RegionEndpoint = RegionEndpoint.USWest2, ServiceURL = url, AuthenticationRegion = "us-west-2", MaxErrorRetry = 0 });

        await Assert.ThatAsync(() => client.GetRepositoryAsync(RepoA), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task A_cancelled_call_ends_at_once()
    {
        await using var server = new ScriptedServer(Throttled);
        using var client = Client(server);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThatAsync(() => client.GetRepositoryAsync(RepoA, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static AmazonCodeCommitClient Client(ScriptedServer server, AWSCredentials? credentials = null) => new(
        credentials ?? new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonCodeCommitConfig { ServiceURL = server.Url, AuthenticationRegion = "us-west-2" });
}
