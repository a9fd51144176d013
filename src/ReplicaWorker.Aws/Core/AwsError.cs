using System.Net;
using System.Text.Json;

namespace ReplicaWorker.Aws.Core;

/// <summary>What an error answer says, whoever gave it: the service, a gateway, or a proxy on the way.</summary>
/// <param name="Code">The service's name for the error, without namespace; null when the answer bears none.</param>
/// <param name="Message">One for people. Never the raw body: nobody knows what a proxy echoes.</param>
/// <param name="RequestId">AWS support asks for it.</param>
/// <param name="StatusCode">As received, always.</param>
/// <param name="Cause">The SDK's own exception, which retries look at.</param>
internal sealed record AwsError(string? Code, string Message, string? RequestId, HttpStatusCode StatusCode, Exception? Cause)
{
    public static AwsError Parse(
        ReadOnlyMemory<byte> body, string? errorTypeHeader, string? requestId, HttpStatusCode status, Exception? cause)
    {
        var (type, message) = ReadBody(body);
        var code = LocalName(type) ?? LocalName(errorTypeHeader);
        return new AwsError(
            code,
            string.IsNullOrEmpty(message) ? $"{CodeOrNone(code)} (HTTP {(int)status})" : message,
            requestId,
            status,
            cause);
    }

    /// <summary>The same error, whose message does not quote this value: then it is only said that it did.</summary>
    /// <remarks>Values of up to three characters stay: every message has them somewhere, and they are no secrets.</remarks>
    public AwsError Without(string? secret) =>
        secret is { Length: > 3 } && Message.Contains(secret, StringComparison.Ordinal)
            ? this with { Message = $"{CodeOrNone(Code)} (HTTP {(int)StatusCode}); the message is left out, since it repeats the value" }
            : this;

    private static string CodeOrNone(string? code) => code ?? "An error without a code";

    /// <summary><c>com.amazonaws.codecommit#NAME:http://…</c> is NAME; the parts around it are optional.</summary>
    private static string? LocalName(string? type)
    {
        var name = type.AsSpan();
        name = name[..(name.IndexOf(':') is var end and >= 0 ? end : name.Length)];
        name = name[(name.LastIndexOf('#') + 1)..].Trim();
        return name.IsEmpty ? null : name.ToString();
    }

    private static (string? Type, string? Message) ReadBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return (Text(json.RootElement, "__type", "code", "Code"), Text(json.RootElement, "message", "Message", "errorMessage"));
        }
        catch (JsonException)
        {
            return default; // Empty, HTML, or torn: then the header and the status are all there is.
        }
    }

    private static string? Text(JsonElement root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }
        return null;
    }
}
