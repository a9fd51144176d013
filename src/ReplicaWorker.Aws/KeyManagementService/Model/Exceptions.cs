using System.Net;
using Amazon.Runtime;

namespace Amazon.KeyManagementService.Model;

/// <summary>There is no such key or alias in the region.</summary>
public class NotFoundException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonKeyManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
