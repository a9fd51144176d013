namespace Demo;

/// <summary>Takes the visitor's own AWS and git settings out of this process and so out of every process that it starts.</summary>
/// <remarks>An exported profile or session token would sign with somebody's real identity, and no local server would know it.</remarks>
internal static class CleanEnvironment
{
    public static void Apply()
    {
        var names = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("GIT_", StringComparison.Ordinal));
        foreach (var name in names.ToArray())
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        // A file that is not there is an empty one.
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", "/dev/null");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        Environment.SetEnvironmentVariable("NO_PROXY", "127.0.0.1,localhost");
    }
}
