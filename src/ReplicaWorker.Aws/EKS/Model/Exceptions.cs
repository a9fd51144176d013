using System.Net;
using Amazon.Runtime;

// The errors that the model names for DescribeCluster. The names say what is wrong; constructors as in the official package.
namespace Amazon.EKS.Model;

public class ClientException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEKSException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ResourceNotFoundException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEKSException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ServerException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEKSException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ServiceUnavailableException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEKSException(message, innerException, errorType, errorCode, requestId, statusCode);
