using System.Security.Cryptography;
using System.Text;

namespace LocalCloud.Kubernetes.Authentication;

/// <summary>Signature version 4 of a GET whose signature stands in its query, with an empty body.</summary>
/// <remarks>Written from AWS's description ("Create a signed AWS API request"), not from the worker's signer: a mistake is not made twice.</remarks>
internal static class SigV4Query
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string SignatureParameter = "X-Amz-Signature";
    private static readonly string NoBody = Hex(SHA256.HashData([]));

    /// <param name="secret">The secret access key.</param>
    /// <param name="rawQuery">As sent; a signature in it is left out.</param>
    /// <param name="headers">The signed ones, in the order of the request's list.</param>
    /// <param name="date"><c>yyyyMMddTHHmmssZ</c>.</param>
    /// <param name="region">Of the credential scope.</param>
    /// <param name="service">Of the credential scope.</param>
    public static string Sign(
        string secret, string rawQuery, IReadOnlyList<(string Name, string Value)> headers, string date, string region, string service)
    {
        var query = string.Join('&', Parameters(rawQuery)
            .Where(parameter => !parameter.Name.Equals(SignatureParameter, StringComparison.OrdinalIgnoreCase))
            .Select(parameter => (Name: Uri.EscapeDataString(parameter.Name), Value: Uri.EscapeDataString(parameter.Value)))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Name}={parameter.Value}"));
        var canonical = string.Concat(headers.Select(header => $"{header.Name}:{header.Value.Trim()}\n"));
        var request = $"GET\n/\n{query}\n{canonical}\n{string.Join(';', headers.Select(header => header.Name))}\n{NoBody}";

        var day = date[..8];
        var toSign = $"{Algorithm}\n{date}\n{day}/{region}/{service}/aws4_request\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[day, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    /// <summary>The parameters of a query, decoded, in their order.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(string rawQuery) =>
        from part in rawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let at = part.IndexOf('=', StringComparison.Ordinal)
        select at < 0 ? (Decode(part), "") : (Decode(part[..at]), Decode(part[(at + 1)..]));

    public static bool Equal(string expected, string actual) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
