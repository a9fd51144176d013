namespace ReplicaWorker.Events;

/// <summary>Foreign words as they may stand in a message.</summary>
internal static class Printable
{
    private const int Longest = 50;

    /// <summary>The word itself when it is short and plain, as the names of sources and fields are; else <c>…</c>.</summary>
    public static string Word(string? word) =>
        word is { Length: > 0 and <= Longest } && word.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-' or '_') ? word : "…";
}
