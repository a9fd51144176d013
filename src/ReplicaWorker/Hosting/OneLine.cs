namespace ReplicaWorker.Hosting;

/// <summary>A message that must stay one line, and a readable one.</summary>
internal static class OneLine
{
    /// <summary>Most characters of a message whose text came from elsewhere.</summary>
    public const int Longest = 300;

    /// <summary>Control characters and line ends become spaces; what is longer ends in <c>…</c>.</summary>
    public static string Of(string text, int longest = Longest)
    {
        var cut = text.Length > longest;
        var end = !cut ? text.Length : char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        var line = string.Create(end, text, (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
            }
        });
        return cut ? line + "…" : line;
    }
}
