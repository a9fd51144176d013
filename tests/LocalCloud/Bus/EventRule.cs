using System.Text.Json;

namespace LocalCloud.Bus;

/// <summary>A rule and its targets, as <c>eventbridge-rules/NAME/{rule,targets}.json</c> say.</summary>
/// <param name="Name">The rule's name on the bus.</param>
/// <param name="Arn">Its ARN, for templates that ask for it.</param>
/// <param name="Enabled">A disabled rule matches nothing.</param>
/// <param name="Pattern">Nothing for a rule that only has a schedule.</param>
/// <param name="Targets">Up to five.</param>
/// <param name="Schedule">A <c>cron(…)</c> or <c>rate(…)</c>; only <see cref="EventBus.StrikeAsync"/> makes it strike.</param>
public sealed record EventRule(
    string Name, string Arn, bool Enabled, EventPattern? Pattern, IReadOnlyList<RuleTarget> Targets, string? Schedule = null)
{
    /// <summary>Reads every rule below a folder; a folder that is not there has none.</summary>
    /// <exception cref="InvalidDataException">A file is not what PutRule or PutTargets take; the message names it.</exception>
    public static IReadOnlyList<EventRule> Load(string folder, Placeholders placeholders, string region, string account) =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "rule.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => Read(file, placeholders, region, account))];

    private static EventRule Read(string file, Placeholders placeholders, string region, string account)
    {
        try
        {
            var rule = ReadJson(file, placeholders);
            var targets = ReadJson(Path.Combine(Path.GetDirectoryName(file)!, "targets.json"), placeholders);
            var name = rule.GetProperty("Name").GetString()!;

            if (targets.GetProperty("Rule").GetString() is var other && !string.Equals(other, name, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"targets.json is for {other}, rule.json is {name}");
            }

            return new(
                name,
                $"arn:aws:events:{region}:{account}:rule/{name}",
                !rule.TryGetProperty("State", out var state) || !state.ValueEquals("DISABLED"),
                rule.TryGetProperty("EventPattern", out var pattern) ? EventPattern.Parse(pattern.GetString()!) : null,
                [.. targets.GetProperty("Targets").EnumerateArray().Select(RuleTarget.Parse)],
                rule.TryGetProperty("ScheduleExpression", out var schedule) ? schedule.GetString() : null);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or IOException
            or InvalidEventPatternException or TargetValidationException or InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file}: {wrong.Message}", wrong);
        }
    }

    private static JsonElement ReadJson(string file, Placeholders placeholders) =>
        JsonSerializer.Deserialize<JsonElement>(placeholders.Replace(File.ReadAllText(file), file));
}

/// <summary>One target of a rule.</summary>
/// <param name="Id">Unique within the rule.</param>
/// <param name="Arn">Of an ECS cluster for those that start the worker, of an SNS topic for those that tell people.</param>
/// <param name="IsTask">It has EcsParameters: it starts a task.</param>
/// <param name="Input">A constant handed over instead of the event.</param>
/// <param name="Transformer">What is made of the event; without it and without a constant the whole event is handed over.</param>
public sealed record RuleTarget(string Id, string Arn, bool IsTask, string? Input, InputTransformer? Transformer)
{
    public bool IsTopic => Arn.StartsWith("arn:", StringComparison.Ordinal) && Arn.Split(':')[2] == "sns";

    /// <exception cref="TargetValidationException">PutTargets would refuse it.</exception>
    public static RuleTarget Parse(JsonElement json)
    {
        var id = json.GetProperty("Id").GetString()!;
        return new(
            id,
            json.GetProperty("Arn").GetString()!,
            json.TryGetProperty("EcsParameters", out _),
            json.TryGetProperty("Input", out var input) ? input.GetString() : null,
            json.TryGetProperty("InputTransformer", out var transformer) ? InputTransformer.Parse(transformer, id) : null);
    }
}
