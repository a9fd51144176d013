using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>Foreign text in Markdown: always within code, where nothing is read as markup, a link or a mention.</summary>
internal static class MarkdownText
{
    /// <summary>A code span whose fence is longer than any run of backticks in the text.</summary>
    public static string Code(string text)
    {
        var visible = VisibleText.Of(text);
        if (string.IsNullOrWhiteSpace(visible))
        {
            return $"`\"{visible}\"`";   // an empty span is none, and one of spaces shows nothing
        }

        var fence = Fence(visible, shortest: 1);
        var pad = visible[0] is '`' or ' ' || visible[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{pad}{visible}{pad}{fence}";
    }

    /// <summary>The fence of a block of code that may hold this text.</summary>
    public static string Fence(string text, int shortest = 3)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new('`', Math.Max(shortest, longest + 1));
    }
}
