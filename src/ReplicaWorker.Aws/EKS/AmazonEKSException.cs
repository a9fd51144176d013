using System.Net;
using Amazon.Runtime;

namespace Amazon.EKS;

/// <summary>EKS said no. This very type: by a code outside its model, such as <c>AccessDeniedException</c>, or by none.</summary>
public class AmazonEKSException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
