using System.Text.Json.Serialization;
using System.Text.Json;

namespace Amazon.SimpleSystemsManagement;

/// <summary>A policy's text: AWS sends a JSON object as a string. moto sends the object itself, here taken as its text.</summary>
internal sealed class PolicyTextJson : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        using var policy = JsonDocument.ParseValue(ref reader);
        return policy.RootElement.ValueKind == JsonValueKind.Object ? policy.RootElement.GetRawText() : throw new JsonException("Not a policy");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A policy's type: AWS sends its name. moto sends the whole policy, whose member <c>Type</c> is the name.</summary>
internal sealed class PolicyTypeJson : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        using var policy = JsonDocument.ParseValue(ref reader);
        return policy.RootElement.ValueKind != JsonValueKind.Object ? throw new JsonException("Not a policy's type")
            : policy.RootElement.TryGetProperty("Type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()
            : null;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
