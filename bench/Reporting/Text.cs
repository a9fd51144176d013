namespace Bench.Reporting;

/// <summary>Numbers as people read them. 1 MB is 1,000,000 bytes.</summary>
internal static class Text
{
    public static string Bytes(long bytes) => bytes switch
    {
        1 => "1 byte",
        < 10_000 => $"{bytes:#,0} bytes",
        < 1_000_000 => $"{bytes / 1e3:0} KB",
        < 10_000_000 => $"{bytes / 1e6:0.00} MB",
        _ => $"{bytes / 1e6:0.0} MB",
    };

    public static string Time(TimeSpan time) => time.TotalSeconds < 1 ? $"{time.TotalMilliseconds:0} ms" : $"{time.TotalSeconds:0.00} s";

    public static string Times(double ratio) => ratio < 10 ? $"{ratio:0.00} ×" : $"{ratio:0.0} ×";

    public static string Count(long number) => $"{number:#,0}";

    /// <summary>As the report names a server.</summary>
    public static string Server(LocalCloud.Git.GitProfile profile) => profile == LocalCloud.Git.GitProfile.Plain
        ? "git http-backend as it is (protocol v2, offset deltas)"
        : "as strict as CodeCommit (protocol v0, no offset deltas, signed credentials)";
}
