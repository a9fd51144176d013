using Amazon.EventBridge.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.EventBridge;

/// <summary>Error codes and their exception types, by EventBridge's model.</summary>
internal static class EventBridgeFailure
{
    public static AmazonEventBridgeException Of(AwsError error)
    {
        var (code, text, id, status, cause) = error;
        var kind = ErrorType.Unknown; // The protocol does not say; the official packages pass this on as well.
        return code switch
        {
            nameof(InternalException) => new InternalException(text, cause, kind, code, id, status),
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(text, cause, kind, code, id, status),
            _ => new AmazonEventBridgeException(text, cause, kind, code, id, status),
        };
    }
}
