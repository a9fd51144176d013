using System.Net;
using Amazon.Runtime;

// The errors that the model names for the operations of IAmazonSimpleSystemsManagement. The names say what is wrong; constructors as in the official package.
namespace Amazon.SimpleSystemsManagement.Model;

public class HierarchyLevelLimitExceededException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class HierarchyTypeMismatchException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class IncompatiblePolicyException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InternalServerErrorException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidAllowedPatternException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidFilterKeyException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidFilterOptionException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidFilterValueException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidKeyIdException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidNextTokenException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidPolicyAttributeException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidPolicyTypeException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidResourceIdException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidResourceTypeException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ParameterAlreadyExistsException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ParameterLimitExceededException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ParameterMaxVersionLimitExceededException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ParameterNotFoundException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ParameterPatternMismatchException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ParameterVersionLabelLimitExceededException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ParameterVersionNotFoundException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class PoliciesLimitExceededException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class TooManyTagsErrorException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class TooManyUpdatesException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);

public class UnsupportedParameterTypeException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleSystemsManagementException(message, innerException, errorType, errorCode, requestId, statusCode);
