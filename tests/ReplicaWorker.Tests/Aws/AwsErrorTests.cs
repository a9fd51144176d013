using System.Net;
using System.Text;
using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Aws.Core;

namespace ReplicaWorker.Tests.Aws;

public sealed class AwsErrorTests
{
    [TestCase("""{"__type":"RepositoryDoesNotExistException","message":"m"}""", null)]
    [TestCase("""{"__type":"com.amazonaws.codecommit#RepositoryDoesNotExistException","Message":"m"}""", null)]
    [TestCase("""{"__type":"com.amazonaws.codecommit#RepositoryDoesNotExistException:http://internal.amazon.com/coral/","message":"m"}""", null)]
    [TestCase("""{"code":"RepositoryDoesNotExistException","errorMessage":"m"}""", null)]
    [TestCase("""{"__type":7,"code":"RepositoryDoesNotExistException","message":"m"}""", null)]
    [TestCase("""{"message":"m"}""", "RepositoryDoesNotExistException")]
    [TestCase("""{"message":"m"}""", "com.amazonaws.codecommit#RepositoryDoesNotExistException:http://internal.amazon.com/coral/")]
    public void The_code_is_found_wherever_it_stands(string body, string? header)
    {
        var error = Parse(body, header);

        Assert.That((error.Code, error.Message), Is.EqualTo(("RepositoryDoesNotExistException", "m")));
    }

    [TestCase("")]
    [TestCase("<html><body>502 Bad Gateway</body></html>")]
    [TestCase("""{"__type":"RepositoryDo""")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("{}")]
    [TestCase("""{"__type":"","message":null}""")]
    [TestCase("""{"__type":"#:","message":""}""")]
    public void An_answer_without_a_code_keeps_its_status(string body)
    {
        var error = Parse(body, header: null, HttpStatusCode.BadGateway);

        Assert.That((error.Code, error.StatusCode), Is.EqualTo(((string?)null, HttpStatusCode.BadGateway)));
        Assert.That(error.Message, Does.Contain("502").And.Not.Contain("html"));
    }

    [Test]
    public void No_bytes_whatsoever_break_it() =>
        Prop.ForAll<byte[], string>((body, header) =>
        {
            var error = AwsError.Parse(body, header, "id", HttpStatusCode.InternalServerError, cause: null);
            return error is { StatusCode: HttpStatusCode.InternalServerError, RequestId: "id", Message.Length: > 0, Code: null or { Length: > 0 } };
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Every_error_of_the_model_has_its_type()
    {
        var model = typeof(RepositoryDoesNotExistException).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(AmazonCodeCommitException)))
            .ToArray();

        Assert.That(model, Has.Length.EqualTo(26));
        Assert.That(model.Select(type => CodeCommitFailure.Of(Error(type.Name)).GetType()), Is.EqualTo(model));
    }

    [TestCase("AccessDeniedException")]
    [TestCase("ThrottlingException")]
    [TestCase("SomethingNewException")]
    [TestCase(null)]
    public void Any_other_error_is_the_services_base_exception(string? code)
    {
        var failure = CodeCommitFailure.Of(Error(code));

        Assert.That(failure, Is.TypeOf<AmazonCodeCommitException>());
        Assert.That(
            (failure.ErrorCode, failure.StatusCode, failure.RequestId, failure.Message),
            Is.EqualTo((code, HttpStatusCode.BadRequest, "id", "m")));
    }

    private static AwsError Error(string? code) => new(code, "m", "id", HttpStatusCode.BadRequest, Cause: null);

    private static AwsError Parse(string body, string? header, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        AwsError.Parse(Encoding.UTF8.GetBytes(body), header, requestId: null, status, cause: null);
}
