using System.Net;
using Amazon.Runtime;

// The errors that the model names for the operations of IAmazonCodeCommit. The names say what is wrong; constructors as in the official package.
namespace Amazon.CodeCommit.Model;

public class BranchDoesNotExistException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class BranchNameRequiredException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class DefaultBranchCannotBeDeletedException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionIntegrityChecksFailedException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionKeyAccessDeniedException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionKeyDisabledException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionKeyInvalidIdException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionKeyInvalidUsageException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionKeyNotFoundException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class EncryptionKeyUnavailableException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidBranchNameException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidContinuationTokenException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidRepositoryDescriptionException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidRepositoryNameException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidResourceArnException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidSystemTagUsageException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidTagsMapException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class OperationNotAllowedException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class RepositoryDoesNotExistException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class RepositoryLimitExceededException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class RepositoryNameExistsException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class RepositoryNameRequiredException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ResourceArnRequiredException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class TagPolicyException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class TagsMapRequiredException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);

public class TooManyTagsException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCodeCommitException(message, innerException, errorType, errorCode, requestId, statusCode);
