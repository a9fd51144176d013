namespace Demo;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    public static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes:N0} B",
        < 1_000_000 => $"{bytes / 1e3:N1} kB",
        _ => $"{bytes / 1e6:N1} MB",
    };

    public static string Milliseconds(TimeSpan? time) => time is { } known ? $"{known.TotalMilliseconds:N0} ms" : "unknown";

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count:N0} {many ?? one + "s"}";
}
