using System.Text;
using Bench.Reporting;

namespace Bench.Config;

/// <summary>The page under <c>docs/benchmarks/</c>. All of it comes from here: nothing in it is written by hand.</summary>
internal static class ConfigReport
{
    public static string Write(ConfigResults results)
    {
        var page = new StringBuilder("# What secrets and parameters cost\n\n");
        Intro(page, results);
        Targets(page, results);
        Events(page, results);
        Operations(page, results);
        Durations(page, results);
        Method(page);
        return page.ToString();
    }

    private static void Intro(StringBuilder page, ConfigResults results)
    {
        page.Append($"""
            Calls of the AWS APIs that the published worker makes, counted on the local cloud: they do not depend on the machine. One primary and one replica region.
            Written by the program; repeat it with

            ```
            dotnet run -c Release --project bench -- config --output docs/benchmarks/config.md
            ```

            Counted {results.Date:yyyy-MM-dd}; memory on {results.Machine.System}, .NET {results.Machine.DotNet}.


            """);
        if (results.Settings.Scale < 1)
        {
            page.Append($"**Counted at scale {results.Settings.Scale:0.###}: a check that everything runs. The targets are meant for scale 1.**\n\n");
        }
    }

    private static void Targets(StringBuilder page, ConfigResults results)
    {
        page.Append("## Targets\n\n| what | counted | target | met |\n|---|---|---|---|\n");
        foreach (var target in results.Targets())
        {
            page.Append($"| {target.What} | {target.Figure} | {target.Goal} | {(target.IsMet ? "yes" : "**no**")} |\n");
        }
    }

    private static void Events(StringBuilder page, ConfigResults results)
    {
        page.Append("\n## One event\n\n| what happened | calls | steps that wait for each other |\n|---|--:|--:|\n");
        foreach (var run in results.Events)
        {
            page.Append($"| {run.Name} | {run.Calls.Count} | {run.Steps} |\n");
        }
    }

    private static void Operations(StringBuilder page, ConfigResults results)
    {
        page.Append("\n## Full syncs, call by call\n\n| run | operation | region | calls |\n|---|---|---|--:|\n");
        foreach (var run in new[] { results.First, results.Second, results.FirstSecrets, results.SecondSecrets })
        {
            var name = $"{run.Name} ({run.Calls.Count})";
            foreach (var (operation, region, count) in run.ByOperation)
            {
                page.Append($"| {name} | {operation} | {region} | {Text.Count(count)} |\n");
                name = "";
            }
        }
    }

    private static void Durations(StringBuilder page, ConfigResults results)
    {
        page.Append($"""

            ## How long it takes under AWS's rates

            Calculated from the counts above, for a run that has each region's rate to itself: GetParameters 40 a second, PutParameter 3 a second (10 with higher throughput),
            DescribeParameters and GetResources 10 a second (AWS publishes none). Reads of both regions go at the same time.

            | parameters | full sync, all unchanged | full sync into an empty region | the same, with higher throughput |
            |--:|--:|--:|--:|

            """);
        foreach (var count in new[] { results.Settings.Items, 10_000, 100_000 }.Distinct())
        {
            var factor = (double)count / results.Settings.Items;
            var reading = TimeSpan.FromSeconds(Rates.Seconds(results.Second, factor, putsPerSecond: 3));
            page.Append($"| {Text.Count(count)} | {Duration(reading)} ")
                .Append($"| {Duration(TimeSpan.FromSeconds(Rates.Seconds(results.First, factor, putsPerSecond: 3)))} ")
                .Append($"| {Duration(TimeSpan.FromSeconds(Rates.Seconds(results.First, factor, putsPerSecond: 10)))} |\n");
        }

        page.Append("\nSystems that read each parameter by GetParameter, DescribeParameters and ListTagsForResource and write each of them every day make three reads and two writes a parameter:\n")
            .Append($"10,000 unchanged parameters take them {Duration(TimeSpan.FromSeconds(10_000 / 3.0))} at 3 writes a second, and add a version to each.\n");
    }

    private static void Method(StringBuilder page) => page.Append("""

        ## How it is counted

        - Every request that reaches the local cloud signed with the worker's key counts, retries included. Page sizes are the services' own: DescribeParameters 50, GetParameters 10, GetResources and ListSecrets 100.
        - Of ten parameters seven are a String, two a SecureString, one a StringList; each has two tags, every second one a description. Values, metadata and tags of both regions are compared.
        - Steps: every answer is held back for 250 ms, so that calls made together overlap; the longest chain of calls that began after another's end is the number.
        - Peak memory is resident memory (`VmHWM`). 1 MB is 1,000,000 bytes.

        """);

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 120 } => $"{time.TotalSeconds:0} s",
        { TotalMinutes: < 120 } => $"{time.TotalMinutes:0} min",
        _ => $"{time.TotalHours:0.0} h",
    };
}
