using ReplicaWorker.Hosting;
using Spectre.Console;

namespace ReplicaWorker.Modules.Check;

/// <summary>The rows for a person at a terminal.</summary>
internal static class CheckTable
{
    public static void Print(IAnsiConsole console, IEnumerable<CheckResult> results)
    {
        var table = new Table().RoundedBorder().AddColumns("region", "service", "ability", "", "who acts", "note");
        foreach (var result in results)
        {
            var (check, color) = (result.Check, Color(result.State));
            table.AddRow(
                Markup.Escape(check.Region),
                Markup.Escape(check.Service),
                Markup.Escape(OneLine.Of(check.Ability)),
                $"[{color}]{result.State.Text()}[/]",
                result.WhoActs == Actor.Nobody ? "" : Markup.Escape(result.WhoActs.Text()),
                Markup.Escape(OneLine.Of(result.Note)));
        }

        console.Write(table);
    }

    private static string Color(CheckState state) => state switch
    {
        CheckState.Works => "green",
        CheckState.Warns or CheckState.Held => "yellow",
        CheckState.Untried => "grey",
        _ => "red",
    };
}
