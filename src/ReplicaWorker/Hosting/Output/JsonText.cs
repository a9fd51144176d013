using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReplicaWorker.Hosting.Output;

/// <summary>One JSON object, one line.</summary>
internal static class JsonText
{
    /// <summary>Most bytes of a line with its end: Docker's log drivers, awslogs among them, split longer ones.</summary>
    public const int LongestLine = 16 * 1024;

    // Readable in a log: only what JSON itself demands is escaped. Nothing here is put into a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ArrayBufferWriter<byte> Line(Action<Utf8JsonWriter> write)
    {
        var buffer = Object(write);
        buffer.Write("\n"u8);
        return buffer;
    }

    public static ArrayBufferWriter<byte> Object(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The longest start of a text that needs at most so many bytes as a JSON string.</summary>
    public static string Fit(string text, int bytes)
    {
        for (var i = 0; i < text.Length; i++)
        {
            // Six bytes are the most that one UTF-16 unit can need: \u001f.
            bytes -= char.IsAscii(text[i]) && !char.IsControl(text[i]) && text[i] is not ('"' or '\\') ? 1 : 6;
            if (bytes < 0)
            {
                return text[..(i > 0 && char.IsHighSurrogate(text[i - 1]) ? i - 1 : i)];
            }
        }

        return text;
    }
}
