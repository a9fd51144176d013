using System.Text.RegularExpressions;

namespace ReplicaWorker.Modules.ConfigMaps.Credentials;

/// <summary>Strings that no person wrote: random keys in base64, base36 or hex. Paths, host names, UUIDs and class names are none.</summary>
/// <remarks>
/// What tells random text from written text is how often the kind of character changes from one to the next: words keep to theirs. Of random base64
/// of 32 characters 2 in 100 pass; that is why names and known shapes are looked at as well.
/// </remarks>
internal static partial class HighEntropy
{
    /// <summary>Shorter ones are too often words.</summary>
    private const int Shortest = 20;

    /// <summary>Hexadecimal digits of 128 bits.</summary>
    private const int ShortestHex = 32;

    /// <summary>Changes of kind for each character; random base64 has 0.44, base36 0.40, class names below 0.2.</summary>
    private const double LeastChanges = 0.25;

    /// <summary>An AWS secret key is 40 characters of base64: at that length less is enough.</summary>
    private const int SecretKeyLength = 40;

    private const double LeastChangesOfASecretKey = 0.18;

    /// <summary>Bits for each character: <c>a1a1a1a1…</c> is no key.</summary>
    private const double LeastBits = 3.2;

    public static bool IsIn(string value)
    {
        var text = Public().Replace(value, " ");
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (IsRandom(text.AsSpan(match.Index, match.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRandom(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        var (length, changes, hex, digits) = (0, 0, 0, 0);
        char before = '\0';
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                continue;    // what joins words is no change of kind
            }

            length++;
            counts[c]++;
            hex += char.IsAsciiHexDigit(c) ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            changes += before != '\0' && IsChange(before, c) ? 1 : 0;
            before = c;
        }

        if (length < Shortest || Bits(counts, length) < LeastBits)
        {
            return false;
        }

        var least = text.Length == SecretKeyLength && digits > 0 && hex < length ? LeastChangesOfASecretKey : LeastChanges;
        return changes >= least * (length - 1) || (hex == length && length >= ShortestHex && digits > 0 && digits < length);
    }

    /// <summary>A capital that begins a word is none.</summary>
    private static bool IsChange(char before, char now) => Kind(before) != Kind(now) && !(char.IsAsciiLetterUpper(before) && char.IsAsciiLetterLower(now));

    private static int Kind(char c) => char.IsAsciiDigit(c) ? 0 : char.IsAsciiLetterUpper(c) ? 1 : 2;

    private static double Bits(ReadOnlySpan<int> counts, int length)
    {
        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / length;
                bits -= share * Math.Log2(share);
            }
        }

        return bits;
    }

    [GeneratedRegex("[A-Za-z0-9+/_=-]{20,}", RegexOptions.NonBacktracking)]
    private static partial Regex Candidate();

    /// <summary>What looks random and is public: certificates and public keys, UUIDs, digests by name, AWS host names and ARNs.</summary>
    [GeneratedRegex(
        "-----BEGIN (?:CERTIFICATE|[A-Z ]*PUBLIC KEY)-----[A-Za-z0-9+/=\\s]*-----END [A-Z ]+-----"
        + "|\\b(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-[a-z0-9]+) [A-Za-z0-9+/=]+"
        + "|\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b"
        + "|\\bsha(?:256|384|512)[:-][A-Za-z0-9+/=]+"
        + "|[A-Za-z0-9.-]+\\.amazonaws\\.com(?:\\.cn)?|[A-Za-z0-9.-]+\\.cloudfront\\.net"
        + "|\\barn:aws[a-z-]*:[A-Za-z0-9:/_.-]+",
        RegexOptions.NonBacktracking)]
    private static partial Regex Public();
}
