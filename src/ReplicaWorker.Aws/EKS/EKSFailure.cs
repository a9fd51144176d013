using Amazon.EKS.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.EKS;

/// <summary>Error codes and their exception types, by EKS's model.</summary>
internal static class EKSFailure
{
    public static AmazonEKSException Of(AwsError error)
    {
        var (code, text, id, status, cause) = error;
        var kind = ErrorType.Unknown; // The protocol does not say; the official packages pass this on as well.
        return code switch
        {
            nameof(ClientException) => new ClientException(text, cause, kind, code, id, status),
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(text, cause, kind, code, id, status),
            nameof(ServerException) => new ServerException(text, cause, kind, code, id, status),
            nameof(ServiceUnavailableException) => new ServiceUnavailableException(text, cause, kind, code, id, status),
            _ => new AmazonEKSException(text, cause, kind, code, id, status),
        };
    }
}
