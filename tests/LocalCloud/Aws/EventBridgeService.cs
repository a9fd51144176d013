using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Bus;

namespace LocalCloud.Aws;

/// <summary>
/// PutEvents on the default bus goes to our bus, which can start tasks; moto's cannot. PutRule and PutTargets are checked as AWS
/// checks them and then kept by moto. Everything else, other buses included, is moto's.
/// </summary>
internal sealed class EventBridgeService(EventBus bus, Ids ids, TimeProvider time, string account) : IAwsService
{
    public string Name => "events";

    public async Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation)
    {
        switch (request.Operation)
        {
            case "PutRule":
                CheckPattern(request.Parameters());
                return null;
            case "PutTargets":
                CheckTargets(request.Parameters());
                return null;
            case "PutEvents" when Entries(request) is var entries && entries.All(IsOnDefaultBus):
                return new(await PutEventsAsync(request.Region, entries));
            default:
                return null;
        }
    }

    private static void CheckPattern(JsonObject parameters)
    {
        try
        {
            if (parameters["EventPattern"]?.GetValue<string>() is { } pattern)
            {
                EventPattern.Parse(pattern);
            }
        }
        catch (InvalidEventPatternException invalid)
        {
            throw new AwsException("InvalidEventPatternException", invalid.Message);
        }
    }

    private static void CheckTargets(JsonObject parameters)
    {
        try
        {
            foreach (var target in parameters["Targets"]?.AsArray() ?? [])
            {
                RuleTarget.Parse(JsonSerializer.SerializeToElement(target));
            }
        }
        catch (TargetValidationException invalid)
        {
            throw new AwsException("ValidationException", invalid.Message);
        }
    }

    private static JsonObject[] Entries(AwsRequest request)
    {
        JsonObject[] entries = request.Parameters()["Entries"] is JsonArray list ? [.. list.OfType<JsonObject>()] : [];
        return entries.Length is > 0 and <= 10
            ? entries
            : throw new AwsException("ValidationException",
                $"1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10");
    }

    private static bool IsOnDefaultBus(JsonObject entry) =>
        entry["EventBusName"]?.GetValue<string>() is var name
        && (name is null or "default" || name.EndsWith(":event-bus/default", StringComparison.Ordinal));

    private async Task<JsonObject> PutEventsAsync(string region, JsonObject[] entries)
    {
        var (answers, failed) = (new JsonArray(), 0);
        foreach (var entry in entries)
        {
            if (Refusal(entry) is { } refusal)
            {
                answers.Add(new JsonObject { ["ErrorCode"] = refusal.Code, ["ErrorMessage"] = refusal.Message });
                failed++;
                continue;
            }

            var put = Read(entry, region);
            await bus.PublishAsync(put);
            answers.Add(new JsonObject { ["EventId"] = put.Id });
        }

        return new() { ["FailedEntryCount"] = failed, ["Entries"] = answers };
    }

    private static (string Code, string Message)? Refusal(JsonObject entry)
    {
        foreach (var field in new[] { "Source", "DetailType", "Detail" })
        {
            if (string.IsNullOrEmpty(entry[field]?.GetValue<string>()))
            {
                return ("InvalidArgument", $"Parameter {field} is not valid. Reason: {field} is a required argument.");
            }
        }

        if (entry["Source"]!.GetValue<string>().StartsWith("aws.", StringComparison.Ordinal))
        {
            return ("NotAuthorizedForSourceException", "Not authorized for the source.");
        }

        try
        {
            return JsonNode.Parse(entry["Detail"]!.GetValue<string>()) is JsonObject ? null : ("MalformedDetail", "Detail is malformed.");
        }
        catch (JsonException)
        {
            return ("MalformedDetail", "Detail is malformed.");
        }
    }

    private CloudEvent Read(JsonObject entry, string region) => new(
        ids.Next(),
        entry["Source"]!.GetValue<string>(),
        entry["DetailType"]!.GetValue<string>(),
        account,
        entry["Time"]?.GetValue<double>() is { } seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : time.GetUtcNow(),
        region,
        [.. (entry["Resources"] as JsonArray ?? []).Select(resource => resource!.GetValue<string>())],
        JsonNode.Parse(entry["Detail"]!.GetValue<string>())!.AsObject());
}
