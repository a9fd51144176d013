using Amazon.Runtime;
using Amazon.SecretsManager.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.SecretsManager;

/// <summary>Error codes and their exception types, by Secrets Manager's model (a code without "Exception" at its end gets one).</summary>
internal static class SecretsManagerFailure
{
    public static AmazonSecretsManagerException Of(AwsError error)
    {
        var (code, text, id, status, cause) = error;
        var kind = ErrorType.Unknown; // The protocol does not say; the official packages pass this on as well.
        return code switch
        {
            "DecryptionFailure" => new DecryptionFailureException(text, cause, kind, code, id, status),
            "EncryptionFailure" => new EncryptionFailureException(text, cause, kind, code, id, status),
            "InternalServiceError" => new InternalServiceErrorException(text, cause, kind, code, id, status),
            nameof(InvalidNextTokenException) => new InvalidNextTokenException(text, cause, kind, code, id, status),
            nameof(InvalidParameterException) => new InvalidParameterException(text, cause, kind, code, id, status),
            nameof(InvalidRequestException) => new InvalidRequestException(text, cause, kind, code, id, status),
            nameof(LimitExceededException) => new LimitExceededException(text, cause, kind, code, id, status),
            nameof(MalformedPolicyDocumentException) => new MalformedPolicyDocumentException(text, cause, kind, code, id, status),
            nameof(PreconditionNotMetException) => new PreconditionNotMetException(text, cause, kind, code, id, status),
            nameof(PublicPolicyException) => new PublicPolicyException(text, cause, kind, code, id, status),
            nameof(ResourceExistsException) => new ResourceExistsException(text, cause, kind, code, id, status),
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(text, cause, kind, code, id, status),
            _ => new AmazonSecretsManagerException(text, cause, kind, code, id, status),
        };
    }
}
