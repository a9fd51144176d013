using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace ReplicaWorker.Aws.Core;

/// <summary>A constant of a service's model, on the wire a string. One that the model does not name yet is kept as it came.</summary>
internal abstract class ConstantJson<TConstant>(Func<string, TConstant> find) : JsonConverter<TConstant>
    where TConstant : ConstantClass
{
    public override TConstant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? find(reader.GetString()!) : throw new JsonException("Not a constant");

    public override void Write(Utf8JsonWriter writer, TConstant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
