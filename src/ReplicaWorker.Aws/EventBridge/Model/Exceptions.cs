using System.Net;
using Amazon.Runtime;

// The errors that the model names for these operations. The names say what is wrong; constructors as in the official package.
namespace Amazon.EventBridge.Model;

public class InternalException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEventBridgeException(message, innerException, errorType, errorCode, requestId, statusCode);

public class ResourceNotFoundException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEventBridgeException(message, innerException, errorType, errorCode, requestId, statusCode);
