using Microsoft.Extensions.Configuration;

namespace ReplicaWorker.Events;

/// <summary>An event as single environment variables: all that an EventBridge input transformer can pass to a task.</summary>
/// <remarks>
/// <c>Event__Source</c>, <c>Event__DetailType</c>, …, and <c>Event__Detail__NAME</c> with NAME as the event's detail spells it,
/// in any case. A path that the event lacks arrives as an empty string, which counts as absent. There are no arrays.
/// </remarks>
internal sealed class ScalarEvent(IConfiguration section, string key = ScalarEvent.Root) : EventNode
{
    public const string Root = "Event";

    /// <summary>The variable that holds a whole event instead.</summary>
    public const string Json = "Json";

    /// <summary>Whether any variable of the event is set.</summary>
    public bool IsPresent => section.GetChildren().Any(HasValue);

    public override string PathOf(string name) => $"{key}__{Spelled(name)}";

    public override EventNode? Object(string name)
    {
        var child = section.GetSection(Spelled(name));
        return !string.IsNullOrEmpty(child.Value) ? throw Wrong(name, "an object")
            : HasValue(child) ? new ScalarEvent(child, PathOf(name))
            : null;
    }

    public override string? Text(string name)
    {
        var child = section.GetSection(Spelled(name));
        return !string.IsNullOrEmpty(child.Value) ? child.Value
            : HasValue(child) ? throw Wrong(name, "a string")
            : null;
    }

    public override IReadOnlyList<string> Texts(string name) =>
        HasValue(section.GetSection(Spelled(name))) ? throw Wrong(name, "an array: arrays come only by JSON") : [];

    public override IReadOnlyList<EventNode> Objects(string name) =>
        HasValue(section.GetSection(Spelled(name))) ? throw Wrong(name, "an array: arrays come only by JSON") : [];

    // The envelope's names are spelled as configuration keys are; the detail's as the event itself spells them.
    private string Spelled(string name) =>
        key != Root ? name
        : name == "detail-type" ? "DetailType"
        : char.ToUpperInvariant(name[0]) + name[1..];

    private static bool HasValue(IConfigurationSection section) =>
        !string.IsNullOrEmpty(section.Value) || section.GetChildren().Any(HasValue);
}
