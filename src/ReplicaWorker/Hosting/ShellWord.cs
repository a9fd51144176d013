using System.Text;

namespace ReplicaWorker.Hosting;

/// <summary>Text as one word of a POSIX shell: pasted into a terminal it is that text again, whatever it holds.</summary>
internal static class ShellWord
{
    /// <summary>A command line of these words.</summary>
    public static string Line(params IEnumerable<string> words) => string.Join(' ', words.Select(Of));

    /// <summary>The text itself where it is plain, else in single quotes; hidden characters as escapes in <c>$'…'</c>, so that what is seen is what runs.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        return text.EnumerateRunes().Any(VisibleText.IsHidden)
            ? Escaped(text)
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    /// <summary>Means itself to a shell without quotes, and within the AWS CLI's shorthand too.</summary>
    public static bool IsPlain(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or '=' or ':' or '@' or '+');

    private static string Escaped(string text)
    {
        var word = new StringBuilder("$'", text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\'' or '\\' => word.Append('\\').Append((char)rune.Value),
                '\n' => word.Append("\\n"),
                '\t' => word.Append("\\t"),
                _ when VisibleText.IsHidden(rune) => Bytes(word, rune),
                _ => word.Append(rune.ToString()),
            };
        }

        return word.Append('\'').ToString();
    }

    /// <summary>Byte by byte: what <c>\u202e</c> becomes depends on the shell's locale.</summary>
    private static StringBuilder Bytes(StringBuilder word, Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var one in utf8[..rune.EncodeToUtf8(utf8)])
        {
            word.Append($"\\x{one:x2}");
        }

        return word;
    }
}
