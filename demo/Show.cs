using System.Diagnostics;
using Demo.Repositories;
using Demo.Settings;

namespace Demo;

/// <summary>The demo itself: the cloud comes up, the scenes are played, git and the AWS APIs say whether it worked.</summary>
internal static class Show
{
    public static async Task<int> RunAsync(CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        var screen = new Screen();
        screen.Introduce();

        await using var stage = await Stage.OpenAsync(screen.Fact, stopping);
        using var @operator = new Operator(stage.Cloud, stage.Asked);
        using var settings = new SettingVerification(stage.Cloud);
        var repositories = new RepositoryVerification(stage.Cloud, stage.Developer);
        (string Title, IReadOnlyList<Step> Steps, IVerification Verification)[] scenes =
        [
            ("Repositories", new RepositoryScenario(stage.Cloud, stage.Developer, repositories).Steps, repositories),
            ("Secrets and parameters", new SettingScenario(stage.Cloud, @operator).Steps, settings),
        ];

        var results = new List<StepResult>();
        foreach (var (title, steps, verification) in scenes)
        {
            screen.Announce(title);
            var runner = new StepRunner(stage.Cloud, stage.Asked, @operator, verification);
            foreach (var step in steps)
            {
                screen.Begin(results.Count + 1, step);
                results.Add(await runner.RunAsync(step, stopping));
                screen.End(results[^1]);
            }
        }

        screen.Summarize(results);
        var verdict = await repositories.VerifyAsync(stopping) + await settings.VerifyAsync(stopping);
        screen.Conclude(verdict, Stopwatch.GetElapsedTime(started));
        return verdict.InStep ? 0 : 1;
    }
}
