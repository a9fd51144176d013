using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Events;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary><c>handle --event FILE|-</c>, and what the container does when told nothing: the event in the environment.</summary>
internal sealed class HandleVerb : IVerb
{
    private readonly Option<string?> _event = new("--event")
    {
        Description = "A whole event as JSON; - reads standard input. Without it: Event__Json, or Event__Source and the rest.",
        HelpName = "FILE|-",
    };

    public HandleVerb() => Command = new Command("handle", "Handle one EventBridge event.") { _event };

    public Command Command { get; }

    public static Ask Environment { get; } = From(null);

    public Ask Read(ParseResult line) => From(line.GetValue(_event));

    private static Ask From(string? file) => async (services, stopping) =>
        Dispatcher.Plan(await services.GetRequiredService<EventReader>().ReadAsync(file, stopping));
}
