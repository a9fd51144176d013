namespace LocalCloud.Bus;

/// <summary>A <c>wildcard</c> operand: <c>*</c> stands for any characters, <c>\*</c> and <c>\\</c> for themselves.</summary>
/// <param name="Parts">The literal texts between the wildcards; a single part means there is no wildcard.</param>
internal sealed record WildcardText(IReadOnlyList<string> Parts)
{
    /// <exception cref="InvalidEventPatternException">Two wildcards side by side, or a backslash before anything else.</exception>
    public static WildcardText Parse(string text)
    {
        var parts = new List<string>();
        var part = new System.Text.StringBuilder();

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                part.Append(i < text.Length && text[i] is '*' or '\\'
                    ? text[i]
                    : throw new InvalidEventPatternException("Invalid escape character at pos " + (i - 1)));
            }
            else if (text[i] != '*')
            {
                part.Append(text[i]);
            }
            else if (i > 0 && part.Length == 0)
            {
                throw new InvalidEventPatternException("Consecutive wildcard characters at pos " + (i - 1));
            }
            else
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }

        parts.Add(part.ToString());
        return new(parts);
    }

    public bool Matches(string value)
    {
        if (Parts is [var whole])
        {
            return string.Equals(value, whole, StringComparison.Ordinal);
        }

        if (value.Length < Parts[0].Length + Parts[^1].Length
            || !value.StartsWith(Parts[0], StringComparison.Ordinal)
            || !value.EndsWith(Parts[^1], StringComparison.Ordinal))
        {
            return false;
        }

        // Between the fixed ends each part takes its first place: taking a later one never helps.
        var middle = value.AsSpan(Parts[0].Length..^Parts[^1].Length);
        foreach (var part in Parts.Skip(1).SkipLast(1))
        {
            var at = middle.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            middle = middle[(at + part.Length)..];
        }

        return true;
    }
}
