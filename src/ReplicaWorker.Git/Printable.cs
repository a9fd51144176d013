namespace ReplicaWorker.Git;

/// <summary>What a server said, made safe for one line of a log.</summary>
internal static class Printable
{
    private const int MaxLength = 300;

    /// <summary>Control characters become spaces; anything over 300 characters is cut.</summary>
    public static string Line(string text)
    {
        var cut = text.Length > MaxLength ? text[..MaxLength] + "…" : text;
        return string.Create(cut.Length, cut, static (line, from) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        }).Trim();
    }
}
