using System.Buffers;
using System.Text.Json;
using Serilog.Core;
using Serilog.Events;

namespace ReplicaWorker.Hosting.Output;

/// <summary>One JSON object a line: <c>time</c>, <c>level</c>, <c>message</c>, <c>exception</c>, and each property under its own name.</summary>
/// <param name="output">Where lines go.</param>
internal sealed class JsonLineSink(LineWriter output) : ILogEventSink
{
    private const int Unlimited = int.MaxValue;

    // Escaped bytes of one text in a line that was too long, and of all properties together. With the message and the
    // exception (four texts at the larger size) the sum stays under JsonText.LongestLine.
    private const int LongText = 3 * 1024;
    private const int ShortText = 256;
    private const int AllProperties = 12 * 1024;

    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal) { "time", "level", "message", "exception", "truncated", "event" };

    // Of Microsoft.Extensions.Logging and Serilog's bridge, which add nothing to what is said; and a whole sentence by our
    // convention {Text}, which the message has said already.
    private static readonly HashSet<string> Unsaid = new(StringComparer.Ordinal) { "SourceContext", "EventId", "{OriginalFormat}", "Text" };

    public void Emit(LogEvent logEvent)
    {
        var line = Format(logEvent, truncated: false);
        output.Write((line.WrittenCount <= JsonText.LongestLine ? line : Format(logEvent, truncated: true)).WrittenSpan);
    }

    private static ArrayBufferWriter<byte> Format(LogEvent logEvent, bool truncated) => JsonText.Line(json =>
    {
        var (longText, shortText) = truncated ? (LongText, ShortText) : (Unlimited, Unlimited);
        json.WriteString("time", JsonText.Time(logEvent.Timestamp));
        json.WriteString("level", Level(logEvent.Level));
        json.WriteString("message", JsonText.Fit(Rendering.Message(logEvent), longText));
        if (truncated)
        {
            json.WriteBoolean("truncated", true);
        }

        if (logEvent.Exception is { } exception)
        {
            WriteException(json, exception, withStack: logEvent.Level is LogEventLevel.Fatal or LogEventLevel.Debug, longText);
        }

        foreach (var (name, value) in logEvent.Properties)
        {
            // A name and a short text are at most 512 bytes.
            if (truncated && json.BytesPending + json.BytesCommitted > AllProperties)
            {
                break;
            }

            if (!Unsaid.Contains(name))
            {
                json.WritePropertyName(JsonText.Fit(FieldName(name), shortText));
                WriteValue(json, value, shortText, truncated);
            }
        }
    });

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        LogEventLevel.Error => "error",
        _ => "fatal",
    };

    private static string FieldName(string property)
    {
        var name = char.IsAsciiLetterUpper(property[0]) ? char.ToLowerInvariant(property[0]) + property[1..] : property;
        return Ours.Contains(name) ? name + "_" : name;
    }

    private static void WriteException(Utf8JsonWriter json, Exception exception, bool withStack, int longest)
    {
        json.WriteStartObject("exception");
        json.WriteString("type", exception.GetType().FullName);
        json.WriteString("message", JsonText.Fit(Rendering.Messages(exception), longest));
        if (withStack)
        {
            json.WriteString("stack", JsonText.Fit(exception.StackTrace ?? "", longest));
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, LogEventPropertyValue value, int longest, bool truncated)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(json, scalar.Value, longest);
                break;
            case SequenceValue sequence when !truncated:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                {
                    WriteValue(json, element, longest, truncated);
                }

                json.WriteEndArray();
                break;
            case StructureValue structure when !truncated:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                {
                    json.WritePropertyName(property.Name);
                    WriteValue(json, property.Value, longest, truncated);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(JsonText.Fit(value.ToString(), longest));
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object? value, int longest)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(JsonText.Time(time));
                break;
            default:
                json.WriteStringValue(JsonText.Fit(Rendering.Text(value), longest));
                break;
        }
    }
}
