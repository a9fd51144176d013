using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReplicaWorker.Aws.Core;

/// <summary>A timestamp of awsJson1.1: seconds since 1970, with a fraction. Other servers send ISO 8601, which is read as well.</summary>
/// <remarks>Always UTC. A text without an offset is taken as UTC. Written to the millisecond, which is what services keep.</remarks>
internal sealed class AwsTimestamp : JsonConverter<DateTime>
{
    // Years 1 to 9999, the range of DateTime.
    private const double Earliest = -62_135_596_800;
    private const double Latest = 253_402_300_799;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var seconds) && seconds is >= Earliest and <= Latest =>
            DateTime.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1_000)),
        JsonTokenType.String when DateTimeOffset.TryParse(
            reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var text) => text.UtcDateTime,
        _ => throw new JsonException("Not a timestamp"),
    };

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        var milliseconds = (value.ToUniversalTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        writer.WriteNumberValue(milliseconds / 1_000m);
    }
}
