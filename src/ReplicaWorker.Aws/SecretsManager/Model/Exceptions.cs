using System.Net;
using Amazon.Runtime;

// All errors of the model: which operation gives which is not always as it says. The names say what is wrong; constructors as in the official package.
namespace Amazon.SecretsManager.Model;

public class DecryptionFailureException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionFailureException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InternalServiceErrorException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidNextTokenException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidParameterException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidRequestException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class LimitExceededException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class MalformedPolicyDocumentException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class PreconditionNotMetException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class PublicPolicyException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ResourceExistsException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ResourceNotFoundException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode);
