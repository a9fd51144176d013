using System.Net;
using Amazon.Runtime;

// The errors that the model names for GetResources. The names say what is wrong; constructors as in the official package.
namespace Amazon.ResourceGroupsTaggingAPI.Model;

public class InternalServiceException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);

public class InvalidParameterException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);

public class PaginationTokenExpiredException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ThrottledException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);
