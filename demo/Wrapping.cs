namespace Demo;

/// <summary>Breaks text at spaces. Lines that fit stay as they are, columns in them included.</summary>
internal static class Wrapping
{
    /// <param name="text">Its own line feeds are kept.</param>
    /// <param name="width">In characters; a longer word stays whole and sticks out.</param>
    /// <param name="hanging">Stands before a line that goes on.</param>
    public static IEnumerable<string> Lines(string text, int width, string hanging = "  ")
    {
        foreach (var whole in text.Split('\n'))
        {
            var rest = whole;
            while (rest.Length > width && Break(rest, width, hanging.Length) is > 0 and var at)
            {
                yield return rest[..at].TrimEnd();
                rest = hanging + rest[at..].TrimStart();
            }

            yield return rest;
        }
    }

    // Not in the indentation of a line that goes on.
    private static int Break(string text, int width, int indentation)
    {
        var before = text.LastIndexOf(' ', width);
        return before > indentation ? before : text.IndexOf(' ', indentation);
    }
}
