using System.Text.Json;
using System.Text.Unicode;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Events;

/// <summary>An event as JSON: what EventBridge sends, and what people write by hand.</summary>
internal sealed class JsonEvent : EventNode
{
    /// <summary>Most bytes of one event. EventBridge allows 256 KB; what is larger was not meant for us.</summary>
    public const int LargestEvent = 1024 * 1024;

    private const int Deepest = 32;

    private readonly string _path;
    private readonly JsonElement _element;

    private JsonEvent(string path, JsonElement element) => (_path, _element) = (path, element);

    /// <exception cref="BadEventException">Not one JSON object in UTF-8, too large, too deep, or a name stands twice in an object.</exception>
    public static JsonEvent Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LargestEvent)
        {
            throw new BadEventException("the event is larger than 1 MiB");
        }

        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            throw new BadEventException("the event begins with a byte order mark: save it as plain UTF-8");
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            throw new BadEventException("the event is not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Deepest });
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new BadEventException("the event is not a JSON object");
            }

            RefuseDuplicates(root, "$");
            return new("$", root);
        }
        catch (JsonException e)
        {
            // The position, never the exception's own text: that quotes the payload.
            throw new BadEventException(
                $"the event is not JSON, or nested deeper than {Deepest}: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new BadEventException("the event has half of a surrogate pair in a name", e);
        }
    }

    public override string PathOf(string name) => $"{_path}.{name}";

    public override EventNode? Object(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } found => new JsonEvent(PathOf(name), found),
        _ => throw Wrong(name, "an object"),
    };

    public override string? Text(string name) => Find(name) is { } found ? TextOf(found, name) is { Length: > 0 } text ? text : null : null;

    public override IReadOnlyList<string> Texts(string name) => [.. Items(name).Select((item, i) => TextOf(item, $"{name}[{i}]"))];

    public override IReadOnlyList<EventNode> Objects(string name) =>
        [.. Items(name).Select((item, i) => item.ValueKind == JsonValueKind.Object
            ? new JsonEvent(PathOf($"{name}[{i}]"), item)
            : throw Wrong($"{name}[{i}]", "an object"))];

    private JsonElement.ArrayEnumerator Items(string name) => Find(name) switch
    {
        null => default,
        { ValueKind: JsonValueKind.Array } found => found.EnumerateArray(),
        _ => throw Wrong(name, "an array"),
    };

    private JsonElement? Find(string name) =>
        _element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private string TextOf(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw Wrong(name, "a string");
        }

        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(name, "text: it has half of a surrogate pair");
        }
    }

    // Two readers of an event with a name twice may see two different events; ours refuses to choose.
    private static void RefuseDuplicates(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
            {
                var here = $"{path}.{Printable.Word(property.Name)}";
                if (!seen.Add(property.Name))
                {
                    throw new BadEventException($"the event has {here} twice");
                }

                RefuseDuplicates(property.Value, here);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                RefuseDuplicates(item, path + "[]");
            }
        }
    }
}
