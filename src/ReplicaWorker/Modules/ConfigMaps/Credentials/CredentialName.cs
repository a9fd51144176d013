using System.Collections.Frozen;

namespace ReplicaWorker.Modules.ConfigMaps.Credentials;

/// <summary>Whether a key's name says that it holds a credential. Words count, not letters: <c>cache_key_prefix</c> and <c>tokenizer</c> do not.</summary>
internal static class CredentialName
{
    private static readonly FrozenSet<string> Telling = FrozenSet.Create(
        StringComparer.Ordinal,
        "apikey", "accesskey", "authtoken", "bearer", "cred", "credential", "credentials", "creds", "jwt", "pass", "passcode", "passphrase", "passwd",
        "password", "passwords", "privatekey", "pwd", "secret", "secretkey", "secrets", "token", "tokens");

    private static readonly FrozenSet<(string First, string Second)> TellingTogether =
        new[]
        {
            ("access", "key"), ("account", "key"), ("api", "key"), ("auth", "key"), ("basic", "auth"), ("client", "key"), ("decryption", "key"),
            ("encryption", "key"), ("hmac", "key"), ("master", "key"), ("private", "key"), ("service", "key"), ("session", "key"), ("shared", "key"),
            ("signing", "key"), ("ssh", "key"), ("storage", "key"),
        }.ToFrozenSet();

    /// <summary>Last words by which a name is about a credential, and not the credential: <c>token_ttl</c>, <c>password_min_length</c>, <c>secret_name</c>.</summary>
    private static readonly FrozenSet<string> Describing = FrozenSet.Create(
        StringComparer.Ordinal,
        "age", "algorithm", "arn", "audience", "count", "days", "enabled", "endpoint", "expiration", "expires", "expiry", "file", "header", "hours",
        "interval", "issuer", "length", "lifetime", "limit", "max", "min", "minutes", "name", "path", "policy", "prefix", "provider", "refresh",
        "region", "required", "rotation", "seconds", "timeout", "ttl", "type", "uri", "url", "version");

    /// <summary>First words that count things: <c>max_tokens</c>.</summary>
    private static readonly FrozenSet<string> Counting = FrozenSet.Create(StringComparer.Ordinal, "count", "max", "min", "num", "total");

    public static bool IsTelling(string name)
    {
        var words = Words(name);
        if (words.Count == 0 || Describing.Contains(words[^1]) || (words.Count > 1 && Counting.Contains(words[0])))
        {
            return false;
        }

        return words.Any(Telling.Contains) || words.Zip(words.Skip(1)).Any(TellingTogether.Contains);
    }

    /// <summary><c>dbPassword</c>, <c>DB_PASSWORD</c>, <c>db.password</c>, <c>HTTPToken2</c>: words in lower case, without digits.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsAsciiLetter(name[i]);
            var humps = !ends && i > start && char.IsAsciiLetterUpper(name[i])
                && (char.IsAsciiLetterLower(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if ((ends || humps) && i > start)
            {
                words.Add(name[start..i].ToLowerInvariant());
            }

            start = ends ? i + 1 : humps ? i : start;
        }

        return words;
    }
}
