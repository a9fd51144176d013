using System.Text;

namespace Bench.Repositories;

/// <summary>Text of a made-up source file: it compresses, and changes line by line, as source code does.</summary>
internal static class SourceFile
{
    private const int MinLines = 20;
    private const int MaxLines = 60;

    // Identifiers, not words: a vocabulary of two thousand keeps the text from compressing to nothing.
    private static readonly string[] Words = [.. Enumerable.Range(0, 2_048).Select(Word)];

    public static string PathOf(int file) => $"src/part{file / 1_000:d3}/area{file / 20 % 50:d2}/file{file % 20:d2}.txt";

    /// <summary>A file after a number of changes, each of one line.</summary>
    public static byte[] Text(int file, int version)
    {
        var noise = new Noise((ulong)file << 20);
        var lines = Enumerable.Range(0, MinLines + noise.Below(MaxLines - MinLines)).Select(_ => Line(noise)).ToArray();
        for (var change = 1; change <= version; change++)
        {
            var changed = new Noise(((ulong)file << 20) + (ulong)change);
            lines[changed.Below(lines.Length)] = Line(changed);
        }

        return Encoding.ASCII.GetBytes(string.Concat(lines));
    }

    private static string Line(Noise noise)
    {
        var line = new StringBuilder(new string(' ', 4 * noise.Below(4)));
        for (var words = 2 + noise.Below(6); words > 0; words--)
        {
            line.Append(Words[noise.Below(Words.Length)]).Append(noise.Below(4) == 0 ? '.' : ' ');
        }

        return line.Append(";\n").ToString();
    }

    private static string Word(int index)
    {
        var noise = new Noise((ulong)index + 0xC0DE);
        return string.Concat(Enumerable.Range(0, 2 + noise.Below(3)).Select(_ => $"{"bcdfglmnprst"[noise.Below(12)]}{"aeiou"[noise.Below(5)]}"));
    }
}
