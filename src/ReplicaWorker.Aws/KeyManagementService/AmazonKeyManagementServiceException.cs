using System.Net;
using Amazon.Runtime;

namespace Amazon.KeyManagementService;

/// <summary>KMS said no. This very type: by a code that nobody here tells apart, such as <c>AccessDeniedException</c>, or by none.</summary>
public class AmazonKeyManagementServiceException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
