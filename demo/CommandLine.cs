namespace Demo;

internal enum Wish
{
    /// <summary>The command line is wrong.</summary>
    Unknown,
    Show,
    Serve,
    Help,
}

internal static class CommandLine
{
    private const int WrongUsage = 64;    // EX_USAGE of sysexits(3), as the worker's own

    public static Wish Parse(string[] arguments) => arguments switch
    {
        [] => Wish.Show,
        ["--serve"] => Wish.Serve,
        ["--help" or "-h"] => Wish.Help,
        _ => Wish.Unknown,
    };

    public static int PrintHelp()
    {
        Console.WriteLine("""
            What changes in the primary region reaches every replica, shown on a local cloud.

              dotnet run --project demo               the show: about a minute, nothing to answer
              dotnet run --project demo -- --serve    the same cloud, left up for you to try: prints the
                                                      environment to export; Ctrl+C stops everything
              dotnet run --project demo -- --help     this text

            Needs git and moto (found, or installed into a private environment the first time). Uses the
            AWS CLI where there is one. REPLICA_WORKER names a published worker; without it the worker is
            published into artifacts/worker when it is older than its sources.

            Exit codes: 0 every replica is in step, verified by others; 1 not so, or the demo could not run;
            64 unknown arguments; 130 Ctrl+C.
            """);
        return 0;
    }

    public static int PrintMistake(string[] arguments)
    {
        Console.Error.WriteLine($"demo: cannot read \"{string.Join(' ', arguments)}\"; there is only --serve and --help");
        return WrongUsage;
    }
}
