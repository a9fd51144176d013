using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

/// <summary>Error codes and their exception types, by Systems Manager's model (a code without "Exception" at its end gets one).</summary>
internal static class SsmFailure
{
    public static AmazonSimpleSystemsManagementException Of(AwsError error)
    {
        var (code, text, id, status, cause) = error;
        var kind = ErrorType.Unknown; // The protocol does not say; the official packages pass this on as well.
        return code switch
        {
            nameof(HierarchyLevelLimitExceededException) => new HierarchyLevelLimitExceededException(text, cause, kind, code, id, status),
            nameof(HierarchyTypeMismatchException) => new HierarchyTypeMismatchException(text, cause, kind, code, id, status),
            nameof(IncompatiblePolicyException) => new IncompatiblePolicyException(text, cause, kind, code, id, status),
            "InternalServerError" => new InternalServerErrorException(text, cause, kind, code, id, status),
            nameof(InvalidAllowedPatternException) => new InvalidAllowedPatternException(text, cause, kind, code, id, status),
            "InvalidFilterKey" => new InvalidFilterKeyException(text, cause, kind, code, id, status),
            "InvalidFilterOption" => new InvalidFilterOptionException(text, cause, kind, code, id, status),
            "InvalidFilterValue" => new InvalidFilterValueException(text, cause, kind, code, id, status),
            "InvalidKeyId" => new InvalidKeyIdException(text, cause, kind, code, id, status),
            "InvalidNextToken" => new InvalidNextTokenException(text, cause, kind, code, id, status),
            nameof(InvalidPolicyAttributeException) => new InvalidPolicyAttributeException(text, cause, kind, code, id, status),
            nameof(InvalidPolicyTypeException) => new InvalidPolicyTypeException(text, cause, kind, code, id, status),
            "InvalidResourceId" => new InvalidResourceIdException(text, cause, kind, code, id, status),
            "InvalidResourceType" => new InvalidResourceTypeException(text, cause, kind, code, id, status),
            "ParameterAlreadyExists" => new ParameterAlreadyExistsException(text, cause, kind, code, id, status),
            "ParameterLimitExceeded" => new ParameterLimitExceededException(text, cause, kind, code, id, status),
            "ParameterMaxVersionLimitExceeded" => new ParameterMaxVersionLimitExceededException(text, cause, kind, code, id, status),
            "ParameterNotFound" => new ParameterNotFoundException(text, cause, kind, code, id, status),
            nameof(ParameterPatternMismatchException) => new ParameterPatternMismatchException(text, cause, kind, code, id, status),
            "ParameterVersionLabelLimitExceeded" => new ParameterVersionLabelLimitExceededException(text, cause, kind, code, id, status),
            "ParameterVersionNotFound" => new ParameterVersionNotFoundException(text, cause, kind, code, id, status),
            nameof(PoliciesLimitExceededException) => new PoliciesLimitExceededException(text, cause, kind, code, id, status),
            "TooManyTagsError" => new TooManyTagsErrorException(text, cause, kind, code, id, status),
            "TooManyUpdates" => new TooManyUpdatesException(text, cause, kind, code, id, status),
            "UnsupportedParameterType" => new UnsupportedParameterTypeException(text, cause, kind, code, id, status),
            _ => new AmazonSimpleSystemsManagementException(text, cause, kind, code, id, status),
        };
    }
}
