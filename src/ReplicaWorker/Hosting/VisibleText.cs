using System.Globalization;
using System.Text;

namespace ReplicaWorker.Hosting;

/// <summary>Foreign text made safe to look at: a name can hide, reorder or break what stands around it.</summary>
internal static class VisibleText
{
    /// <summary>What shows nothing or moves its neighbours becomes <c>\u202e</c>; line ends too, so the result is one line of legal XML characters.</summary>
    public static string Of(string text)
    {
        StringBuilder? visible = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune) || rune == Rune.ReplacementChar)
            {
                visible ??= new StringBuilder(text, 0, at, text.Length + 16);
                visible.Append(rune.Value <= 0xffff ? $"\\u{rune.Value:x4}" : $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                visible?.Append(rune.ToString());
            }

            at += rune.Utf16SequenceLength;
        }

        return visible?.ToString() ?? text;
    }

    /// <summary>Controls, format characters (bidirectional overrides, zero widths), line and paragraph separators, and what is no character at all.</summary>
    public static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (rune.Value & 0xfffe) == 0xfffe || rune.Value is >= 0xfdd0 and <= 0xfdef;
}
