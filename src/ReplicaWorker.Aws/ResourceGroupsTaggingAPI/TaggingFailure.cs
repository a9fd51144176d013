using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>Error codes and their exception types, by the Tagging API's model.</summary>
internal static class TaggingFailure
{
    public static AmazonResourceGroupsTaggingAPIException Of(AwsError error)
    {
        var (code, text, id, status, cause) = error;
        var kind = ErrorType.Unknown; // The protocol does not say; the official packages pass this on as well.
        return code switch
        {
            nameof(InternalServiceException) => new InternalServiceException(text, cause, kind, code, id, status),
            nameof(InvalidParameterException) => new InvalidParameterException(text, cause, kind, code, id, status),
            nameof(PaginationTokenExpiredException) => new PaginationTokenExpiredException(text, cause, kind, code, id, status),
            nameof(ThrottledException) => new ThrottledException(text, cause, kind, code, id, status),
            _ => new AmazonResourceGroupsTaggingAPIException(text, cause, kind, code, id, status),
        };
    }
}
