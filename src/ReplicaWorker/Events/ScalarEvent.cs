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
    public bool IsPresent => HasValue(section);

    public override string PathOf(string name) => $"{key}__{Spelled(name)}";

    /// <remarks>Never null: an object is no more than a prefix of names, and what is asked of an absent one is absent.</remarks>
    public override EventNode Object(string name) =>
        Text(name) is null ? new ScalarEvent(section.GetSection(Spelled(name)), PathOf(name)) : throw Wrong(name, "an object");

    public override string? Text(string name) => section[Spelled(name)] is { Length: > 0 } text ? text : null;

    public override IReadOnlyList<string> Texts(string name) =>
        Text(name) is null ? [] : throw Wrong(name, "an array: arrays come only by JSON");

    public override IReadOnlyList<EventNode> Objects(string name) =>
        Text(name) is null ? [] : throw Wrong(name, "an array: arrays come only by JSON");

    // The envelope's names are spelled as configuration keys are; the detail's as the event itself spells them.
    private string Spelled(string name) =>
        key != Root ? name
        : name == "detail-type" ? "DetailType"
        : char.ToUpperInvariant(name[0]) + name[1..];

    private static bool HasValue(IConfiguration section) =>
        section is IConfigurationSection { Value.Length: > 0 } || section.GetChildren().Any(HasValue);
}
