namespace Demo;

/// <summary>Leaves the cloud up, for people to try aws, git and the worker by hand.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(CancellationToken stopping)
    {
        await using var stage = await Stage.OpenAsync((name, text) => Console.WriteLine($"# {name,-12} {text}"), stopping);
        Console.Write(EnvironmentText.Of(stage, isScript: Console.IsOutputRedirected));
        await Console.Out.FlushAsync(stopping);

        try
        {
            await Task.Delay(Timeout.Infinite, stopping);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stopping ...");
        }

        return 0;
    }
}
