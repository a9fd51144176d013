using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace ReplicaWorker.Hosting;

/// <summary>What a refusal of an AWS service means, after the SDK's own retries are used up.</summary>
/// <remarks>Source of the codes: "Common Errors" of each service's API reference, and botocore's retry tables.</remarks>
internal static class AwsMeaning
{
    private static readonly FrozenSet<string> Denied = FrozenSet.Create(
        StringComparer.Ordinal,
        "AccessDenied",
        "AccessDeniedException",
        "AuthFailure",
        "ExpiredToken",                    // a role's session that nobody renews
        "ExpiredTokenException",
        "IncompleteSignature",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "KMSAccessDeniedException",
        "EncryptionKeyAccessDeniedException",
        "EncryptionKeyDisabledException",
        "EncryptionKeyNotFoundException",
        "EncryptionKeyUnavailableException",
        "MissingAuthenticationToken",
        "NotAuthorized",
        "OptInRequired",                   // the region is not enabled for the account
        "SignatureDoesNotMatch",
        "UnauthorizedOperation",
        "UnrecognizedClientException");

    private static readonly FrozenSet<string> TryLater = FrozenSet.Create(
        StringComparer.Ordinal,
        "InternalFailure",
        "InternalServerError",
        "InternalServiceError",
        "LimitExceededException",          // Secrets Manager and KMS answer bursts with it
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestExpired",                  // the clock is off; it is set again
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
        "RequestTimeTooSkewed",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TooManyUpdates");

    public static ExitCode Of(AmazonServiceException refused) => (refused.ErrorCode ?? "", refused.StatusCode) switch
    {
        _ when refused.Retryable?.Throttling == true => ExitCode.TryLater,
        var (code, _) when TryLater.Contains(code) => ExitCode.TryLater,
        var (code, _) when Denied.Contains(code) => ExitCode.Denied,
        (_, HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) => ExitCode.Denied,
        (_, HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) => ExitCode.TryLater,
        (_, default(HttpStatusCode)) => OfCause(refused),        // there was no answer
        _ => ExitCode.SomeFailed,          // the service has understood and will say the same again
    };

    /// <summary>The SDK could not even ask: the network, or no credentials to sign with.</summary>
    public static ExitCode Of(AmazonClientException unable) => OfCause(unable);

    private static ExitCode OfCause(Exception failure)
    {
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException or IOException or SocketException or WebException or TimeoutException or OperationCanceledException)
            {
                return ExitCode.TryLater;
            }
        }

        // Without a cause underneath: no profile, no task role, a credential process that refuses.
        return ExitCode.Denied;
    }
}
