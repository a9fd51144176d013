using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>Lines of plain text, with colors where a terminal reads them.</summary>
/// <remarks>Lines are never broken: a command that a terminal wraps is copied whole, one that we wrap is not.</remarks>
internal sealed class TextPen(TextWriter to, bool color)
{
    /// <param name="parts">Written one after the other; what a terminal would obey in them is made visible.</param>
    public void Line(params ReadOnlySpan<(TextTone Tone, string Text)> parts)
    {
        foreach (var (tone, text) in parts)
        {
            var code = color ? Code(tone) : null;
            to.Write(code is null ? VisibleText.Of(text) : $"\e[{code}m{VisibleText.Of(text)}\e[0m");
        }

        to.WriteLine();
    }

    public void Line(string text) => Line((TextTone.Plain, text));

    public void Gap() => to.WriteLine();

    private static string? Code(TextTone tone) => tone switch
    {
        TextTone.Bold => "1",
        TextTone.Dim => "2",
        TextTone.Good => "1;32",
        TextTone.Doubtful => "33",
        TextTone.Bad => "1;31",
        TextTone.Command => "36",
        _ => null,
    };
}

/// <summary>What a part of a line means; the terminal's own palette decides how it looks.</summary>
internal enum TextTone
{
    Plain,
    Bold,
    Dim,
    Good,
    Doubtful,
    Bad,
    Command,
}
