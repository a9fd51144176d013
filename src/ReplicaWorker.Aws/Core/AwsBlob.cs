using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReplicaWorker.Aws.Core;

/// <summary>Bytes: on the wire base64, in the official packages a stream in memory.</summary>
internal sealed class AwsBlob : JsonConverter<MemoryStream>
{
    public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes)
            ? new MemoryStream(bytes)
            : throw new JsonException("Not base64");

    public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.ToArray());
}
