using Demo.Repositories;
using Spectre.Console;

namespace Demo;

/// <summary>What a visitor reads: plain lines that stay where they are, so that a terminal, a log and a file show the same.</summary>
/// <remarks>Bold, grey, green and red only: they can be read on dark and on light. Spectre leaves them out where nobody sees colours.</remarks>
internal sealed class Screen
{
    private const int Narrowest = 80;
    private const int Widest = 110;
    private const int InFiles = 104;
    private const int Indent = 16;

    private readonly IAnsiConsole _console;

    public Screen()
    {
        // Said here, because Spectre itself sends colours into pipes when TERM promises them.
        var isFile = Console.IsOutputRedirected;
        _console = AnsiConsole.Create(new()
        {
            Ansi = isFile ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isFile ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        _console.Profile.Width = isFile ? InFiles : Math.Clamp(_console.Profile.Width, Narrowest, Widest);
    }

    public void Introduce()
    {
        _console.MarkupLine("[bold]replica-worker: what changes in the primary region reaches every replica[/]");
        _console.WriteLine();
        Paragraph("A developer pushes to RepoA in us-east-1. CodeCommit emits an event, a rule starts the worker, and RepoB in us-west-2 and "
            + "in eu-west-1 gets exactly the same refs. All of it happens on this machine:");
        _console.WriteLine();
        _console.MarkupLine("  git push --> [bold]RepoA[/] --> event --> rule --> [bold]replica-worker[/] -+-> [bold]RepoB[/] us-west-2");
        _console.MarkupLine("               us-east-1                   [grey]one process each[/] +-> [bold]RepoB[/] eu-west-1");
        _console.WriteLine();
        Labelled("real", "git, the rules in eventbridge-rules/, taskdef.json, the worker as it is published");
        Labelled("stand-ins", "moto for AWS, a git server as strict as CodeCommit, a bus that acts as EventBridge");
        _console.WriteLine();
    }

    /// <summary>Something that has come up.</summary>
    public void Fact(string name, string text) => Labelled(name, text);

    public void Announce(string scene)
    {
        _console.WriteLine();
        _console.MarkupLine($"[bold underline]{Markup.Escape(scene)}[/]");
    }

    public void Begin(int number, Step step)
    {
        _console.WriteLine();
        _console.MarkupLine($"[bold]{number,2}  {Markup.Escape(step.Title)}[/]");
        Labelled("", step.Why, "grey");
    }

    public void End(StepResult result)
    {
        Labelled("asked", Some(result.Asked));
        Labelled("started", $"{Figures.Count(result.Events, "event")}, {Figures.Count(result.Runs.Count, "run")} of the worker; {string.Join(", ", result.Rules)}");
        Labelled("plan", string.Join('\n', PlanText.Lines(result.Changes)));
        Labelled("moved", (result.PackBytes > 0 ? $"{Figures.Bytes(result.PackBytes)} of pack to replicas; " : "") + $"in step {Figures.Milliseconds(result.Elapsed)} after the change");
        foreach (var message in result.Told)
        {
            Labelled("told", message);
        }

        foreach (var problem in result.Problems)
        {
            Labelled("problem", problem, "red");
        }
    }

    public void Summarize(IReadOnlyList<StepResult> results)
    {
        var table = new Table { Border = TableBorder.Horizontal }
            .AddColumn(new TableColumn("").RightAligned().NoWrap()).AddColumn("What was done");
        foreach (var header in new[] { "Events", "Runs", "Changes", "Pack", "In step after" })
        {
            table.AddColumn(new TableColumn(header).RightAligned().NoWrap());
        }

        foreach (var (index, result) in results.Index())
        {
            table.AddRow(
                $"{index + 1}", Markup.Escape(result.Title), $"{result.Events}", $"{result.Runs.Count}", $"{PlanText.Changed(result.Changes)}",
                Figures.Bytes(result.PackBytes),
                result.Problems.Count == 0 ? Figures.Milliseconds(result.Elapsed) : "[red]not in step[/]");
        }

        _console.WriteLine();
        _console.Write(table);
        Paragraph("Changes and pack moved: in both regions together. In step after: from the service's event to the worker's last "
            + "line, the start of its process included.", "grey");
    }

    public void Conclude(Verdict verdict, TimeSpan total)
    {
        _console.WriteLine();
        _console.MarkupLine("[bold]Verified by git and by the AWS APIs[/]");
        foreach (var finding in verdict.Findings)
        {
            Labelled(finding.Where, $"{finding.Command,-23} {finding.Result}", finding.Good ? "default" : "red");
        }

        foreach (var problem in verdict.Problems)
        {
            Labelled("differs", problem, "red");
        }

        _console.WriteLine();
        _console.MarkupLine($"[grey]{total.TotalSeconds:F0} s in all. Try it yourself: dotnet run --project demo -- --serve[/]");
        _console.MarkupLine(verdict.InStep
            ? $"[bold green]All replicas are in step: {Place.Replicas.Count} of {Place.Replicas.Count} regions, verified by git ls-remote, git fsck and the AWS APIs.[/]"
            : $"[bold red]Not all replicas are in step: {Figures.Count(verdict.Problems.Count, "difference")}, found by git ls-remote, git fsck and the AWS APIs.[/]");
    }

    private void Paragraph(string text, string style = "default")
    {
        foreach (var line in Wrapping.Lines(text, _console.Profile.Width, hanging: ""))
        {
            _console.MarkupLine($"[{style}]{Markup.Escape(line)}[/]");
        }
    }

    // A label and what it says; longer texts go on below their beginning.
    private void Labelled(string label, string text, string style = "default")
    {
        foreach (var (index, line) in Wrapping.Lines(text, _console.Profile.Width - Indent).Index())
        {
            _console.MarkupLine($"    [grey]{(index == 0 ? label : "").PadRight(Indent - 4)}[/][{style}]{Markup.Escape(line)}[/]");
        }
    }

    private static string Some(IReadOnlyList<string> commands) => commands.Count <= 3
        ? string.Join('\n', commands)
        : $"{commands[0]}\n{commands[1]}\n... {commands.Count - 3} more ...\n{commands[^1]}";
}
