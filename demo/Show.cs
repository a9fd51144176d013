using System.Diagnostics;

namespace Demo;

/// <summary>The demo itself: the cloud comes up, the scenario is played, git says whether it worked.</summary>
internal static class Show
{
    public static async Task<int> RunAsync(CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        var screen = new Screen();
        screen.Introduce();

        await using var stage = await Stage.OpenAsync(screen.Fact, stopping);
        var verification = new Verification(stage.Cloud, stage.Developer);
        var scenario = new Scenario(stage.Cloud, stage.Developer, verification);
        var runner = new StepRunner(stage.Cloud, stage.Developer, verification);

        var results = new List<StepResult>();
        foreach (var step in scenario.Steps)
        {
            screen.Begin(results.Count + 1, step);
            results.Add(await runner.RunAsync(step, stopping));
            screen.End(results[^1]);
        }

        screen.Summarize(results);
        var verdict = await verification.VerifyAsync(stopping);
        screen.Conclude(verdict, Stopwatch.GetElapsedTime(started));
        return verdict.InStep ? 0 : 1;
    }
}
