using System.Net;
using System.Text;
using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using Amazon.EventBridge;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Aws.Core;

namespace ReplicaWorker.Tests.Aws;

public sealed class AwsErrorTests
{
    private static readonly HashSet<Type> WithoutTheWord =
    [
        typeof(DecryptionFailureException),
        typeof(EncryptionFailureException),
        typeof(InternalServerErrorException),
        typeof(InternalServiceErrorException),
        typeof(InvalidFilterKeyException),
        typeof(InvalidFilterOptionException),
        typeof(InvalidFilterValueException),
        typeof(InvalidKeyIdException),
        typeof(Amazon.SimpleSystemsManagement.Model.InvalidNextTokenException),
        typeof(InvalidResourceIdException),
        typeof(InvalidResourceTypeException),
        typeof(ParameterAlreadyExistsException),
        typeof(ParameterLimitExceededException),
        typeof(ParameterMaxVersionLimitExceededException),
        typeof(ParameterNotFoundException),
        typeof(ParameterVersionLabelLimitExceededException),
        typeof(ParameterVersionNotFoundException),
        typeof(TooManyTagsErrorException),
        typeof(TooManyUpdatesException),
        typeof(UnsupportedParameterTypeException),
    ];

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

    [TestCase("Value 'hunter22' is not valid", "hunter22", false)]
    [TestCase("hunter22", "hunter22", false)]
    [TestCase("Parameter value does not match the pattern", "hunter22", true)]
    [TestCase("Parameter value does not match the pattern", "the", true)]
    [TestCase("Parameter value does not match the pattern", "", true)]
    [TestCase("Parameter value does not match the pattern", null, true)]
    public void A_message_that_quotes_the_value_is_left_out(string message, string? secret, bool kept)
    {
        var error = new AwsError("ValidationException", message, "id", HttpStatusCode.BadRequest, Cause: null).Without(secret);

        Assert.That(error.Message == message, Is.EqualTo(kept));
        Assert.That(error.Message, kept ? Is.Not.Empty : Does.StartWith("ValidationException (HTTP 400)").And.Not.Contains("hunter22"));
        Assert.That((error.Code, error.RequestId), Is.EqualTo(("ValidationException", "id")));
    }

    [Test]
    public void Every_error_of_the_model_has_its_type()
    {
        var model = typeof(RepositoryDoesNotExistException).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(AmazonCodeCommitException)))
            .ToArray();

        Assert.That(model, Has.Length.EqualTo(26));
        Assert.That(model.Select(type => CodeCommitFailure.Of(Error(type.Name)).GetType()), Is.EqualTo(model));
    }

    [TestCase(typeof(AmazonSimpleSystemsManagementException), 25)]
    [TestCase(typeof(AmazonSecretsManagerException), 12)]
    [TestCase(typeof(AmazonResourceGroupsTaggingAPIException), 4)]
    [TestCase(typeof(AmazonEventBridgeException), 2)]
    public void Every_error_of_a_model_has_its_type(Type service, int errors)
    {
        var model = service.Assembly.GetTypes().Where(type => type.IsSubclassOf(service)).ToArray();

        Assert.That(model, Has.Length.EqualTo(errors));
        Assert.That(model.Select(type => Failure(service, WireCode(type)).GetType()), Is.EqualTo(model));
        Assert.That(Failure(service, "SomethingNewException").GetType(), Is.EqualTo(service));
    }

    // As the models spell them: half of the codes of the older services do not end in "Exception".
    [TestCase("ParameterNotFound", typeof(ParameterNotFoundException))]
    [TestCase("ParameterAlreadyExists", typeof(ParameterAlreadyExistsException))]
    [TestCase("HierarchyTypeMismatchException", typeof(HierarchyTypeMismatchException))]
    [TestCase("InvalidKeyId", typeof(InvalidKeyIdException))]
    [TestCase("TooManyTagsError", typeof(TooManyTagsErrorException))]
    [TestCase("IncompatiblePolicyException", typeof(IncompatiblePolicyException))]
    public void A_code_of_Parameter_Store_is_as_the_model_spells_it(string code, Type type) =>
        Assert.That(SsmFailure.Of(Error(code)), Is.TypeOf(type));

    [TestCase("DecryptionFailure", typeof(DecryptionFailureException))]
    [TestCase("InternalServiceError", typeof(InternalServiceErrorException))]
    [TestCase("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    public void A_code_of_Secrets_Manager_is_as_the_model_spells_it(string code, Type type) =>
        Assert.That(SecretsManagerFailure.Of(Error(code)), Is.TypeOf(type));

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

    private static AmazonServiceException Failure(Type service, string code) => service.Name switch
    {
        nameof(AmazonSimpleSystemsManagementException) => SsmFailure.Of(Error(code)),
        nameof(AmazonSecretsManagerException) => SecretsManagerFailure.Of(Error(code)),
        nameof(AmazonResourceGroupsTaggingAPIException) => TaggingFailure.Of(Error(code)),
        nameof(AmazonEventBridgeException) => EventBridgeFailure.Of(Error(code)),
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "no such service"),
    };

    /// <summary>The official packages name an exception after its code, with "Exception" at the end if the code lacks it.</summary>
    private static string WireCode(Type exception) =>
        WithoutTheWord.Contains(exception) ? exception.Name[..^"Exception".Length] : exception.Name;

    private static AwsError Error(string? code) => new(code, "m", "id", HttpStatusCode.BadRequest, Cause: null);

    private static AwsError Parse(string body, string? header, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        AwsError.Parse(Encoding.UTF8.GetBytes(body), header, requestId: null, status, cause: null);
}
