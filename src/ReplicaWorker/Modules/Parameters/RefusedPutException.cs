using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>The service refused a put. Carries no inner exception: its message could quote the value.</summary>
internal sealed class RefusedPutException : ReplicaException
{
    /// <summary>A stretch of this many characters that a message shares with a value is taken for a quotation.</summary>
    private const int Quotation = 6;

    private RefusedPutException(string message, ExitCode exitCode)
        : base(message) => ExitCode = exitCode;

    public override ExitCode ExitCode { get; }

    /// <param name="refused">What the service said.</param>
    /// <param name="value">The value that was sent.</param>
    /// <param name="key">The key that was sent.</param>
    public static RefusedPutException Of(AmazonServiceException refused, string value, string? key)
    {
        var words = Quotes(refused.Message, value) ? "(the service's words quote the value and are left out)" : refused.Message;
        var subject = refused is InvalidKeyIdException ? $" for the key {key}" : "";
        return new($"{refused.ErrorCode}{subject}: {words}", ParameterMeaning.Of(refused));
    }

    /// <summary>Validation messages may quote what was refused, whole or cut.</summary>
    public static bool Quotes(string message, string value)
    {
        if (value.Length < Quotation)
        {
            return value.Length > 0 && message.Contains(value, StringComparison.Ordinal);
        }

        for (var at = 0; at + Quotation <= message.Length; at++)
        {
            if (value.AsSpan().IndexOf(message.AsSpan(at, Quotation)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
