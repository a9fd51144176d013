using Amazon.CodeCommit.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.CodeCommit;

/// <summary>Error codes and their exception types: one word, by CodeCommit's model.</summary>
internal static class CodeCommitFailure
{
    public static AmazonCodeCommitException Of(AwsError error)
    {
        var (code, text, id, status, cause) = error;
        var kind = ErrorType.Unknown; // The protocol does not say; the official packages pass this on as well.
        return code switch
        {
            nameof(BranchDoesNotExistException) => new BranchDoesNotExistException(text, cause, kind, code, id, status),
            nameof(BranchNameRequiredException) => new BranchNameRequiredException(text, cause, kind, code, id, status),
            nameof(DefaultBranchCannotBeDeletedException) => new DefaultBranchCannotBeDeletedException(text, cause, kind, code, id, status),
            nameof(EncryptionIntegrityChecksFailedException) => new EncryptionIntegrityChecksFailedException(text, cause, kind, code, id, status),
            nameof(EncryptionKeyAccessDeniedException) => new EncryptionKeyAccessDeniedException(text, cause, kind, code, id, status),
            nameof(EncryptionKeyDisabledException) => new EncryptionKeyDisabledException(text, cause, kind, code, id, status),
            nameof(EncryptionKeyInvalidIdException) => new EncryptionKeyInvalidIdException(text, cause, kind, code, id, status),
            nameof(EncryptionKeyInvalidUsageException) => new EncryptionKeyInvalidUsageException(text, cause, kind, code, id, status),
            nameof(EncryptionKeyNotFoundException) => new EncryptionKeyNotFoundException(text, cause, kind, code, id, status),
            nameof(EncryptionKeyUnavailableException) => new EncryptionKeyUnavailableException(text, cause, kind, code, id, status),
            nameof(InvalidBranchNameException) => new InvalidBranchNameException(text, cause, kind, code, id, status),
            nameof(InvalidContinuationTokenException) => new InvalidContinuationTokenException(text, cause, kind, code, id, status),
            nameof(InvalidRepositoryDescriptionException) => new InvalidRepositoryDescriptionException(text, cause, kind, code, id, status),
            nameof(InvalidRepositoryNameException) => new InvalidRepositoryNameException(text, cause, kind, code, id, status),
            nameof(InvalidResourceArnException) => new InvalidResourceArnException(text, cause, kind, code, id, status),
            nameof(InvalidSystemTagUsageException) => new InvalidSystemTagUsageException(text, cause, kind, code, id, status),
            nameof(InvalidTagsMapException) => new InvalidTagsMapException(text, cause, kind, code, id, status),
            nameof(OperationNotAllowedException) => new OperationNotAllowedException(text, cause, kind, code, id, status),
            nameof(RepositoryDoesNotExistException) => new RepositoryDoesNotExistException(text, cause, kind, code, id, status),
            nameof(RepositoryLimitExceededException) => new RepositoryLimitExceededException(text, cause, kind, code, id, status),
            nameof(RepositoryNameExistsException) => new RepositoryNameExistsException(text, cause, kind, code, id, status),
            nameof(RepositoryNameRequiredException) => new RepositoryNameRequiredException(text, cause, kind, code, id, status),
            nameof(ResourceArnRequiredException) => new ResourceArnRequiredException(text, cause, kind, code, id, status),
            nameof(TagPolicyException) => new TagPolicyException(text, cause, kind, code, id, status),
            nameof(TagsMapRequiredException) => new TagsMapRequiredException(text, cause, kind, code, id, status),
            nameof(TooManyTagsException) => new TooManyTagsException(text, cause, kind, code, id, status),
            _ => new AmazonCodeCommitException(text, cause, kind, code, id, status),
        };
    }
}
