using ReplicaWorker.Hosting;

namespace ReplicaWorker.Events;

/// <summary>A place in an event: the same shape whether it came as JSON or as environment variables.</summary>
/// <remarks>
/// Whatever is wrong is said with the place (<c>$.detail.name</c>) and never with what stands there: an event may carry
/// what must not be logged. Only names that we look up ourselves appear in a place.
/// </remarks>
internal abstract class EventNode
{
    /// <summary>How an operator names the place <paramref name="name"/> below this one.</summary>
    public abstract string PathOf(string name);

    /// <summary>The object at <paramref name="name"/>; absent or null gives null.</summary>
    /// <exception cref="BadEventException">Something else stands there.</exception>
    public abstract EventNode? Object(string name);

    /// <summary>The string at <paramref name="name"/>; absent, null or empty gives null.</summary>
    /// <exception cref="BadEventException">Something else stands there.</exception>
    public abstract string? Text(string name);

    /// <summary>The strings of the array at <paramref name="name"/>; absent or null gives none.</summary>
    /// <exception cref="BadEventException">Something other than an array of strings stands there.</exception>
    public abstract IReadOnlyList<string> Texts(string name);

    /// <summary>The objects of the array at <paramref name="name"/>; absent or null gives none.</summary>
    /// <exception cref="BadEventException">Something other than an array of objects stands there.</exception>
    public abstract IReadOnlyList<EventNode> Objects(string name);

    /// <exception cref="BadEventException">Nothing stands at <paramref name="name"/>, or not a string.</exception>
    public string RequiredText(string name) => Text(name) ?? throw new BadEventException($"the event has no {PathOf(name)}");

    /// <exception cref="BadEventException">Nothing stands at <paramref name="name"/>, or not an object.</exception>
    public EventNode RequiredObject(string name) => Object(name) ?? throw new BadEventException($"the event has no {PathOf(name)}");

    /// <summary>A string that must have the shape that <paramref name="isLegal"/> tells; absent gives null.</summary>
    /// <exception cref="BadEventException">The text is not <paramref name="what"/>.</exception>
    public string? Legal(string name, Func<string, bool> isLegal, string what) =>
        Text(name) is not { } text ? null
        : isLegal(text) ? text
        : throw new BadEventException($"{PathOf(name)} is not {what}");

    /// <exception cref="BadEventException">Nothing stands at <paramref name="name"/>, or the text is not <paramref name="what"/>.</exception>
    public string RequiredLegal(string name, Func<string, bool> isLegal, string what) =>
        Legal(name, isLegal, what) ?? throw new BadEventException($"the event has no {PathOf(name)}");

    protected BadEventException Wrong(string name, string expected) => new($"{PathOf(name)} is not {expected}");
}
