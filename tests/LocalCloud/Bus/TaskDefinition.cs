using System.Text.Json;

namespace LocalCloud.Bus;

/// <summary>What <c>taskdef.json</c> says of the container: all that a local run needs of it.</summary>
/// <param name="Container">The container's name, which overrides must use.</param>
/// <param name="Command">Arguments for the image's entry point; empty for none.</param>
/// <param name="Environment">Variables that are not secrets.</param>
public sealed record TaskDefinition(
    string Container,
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A container named <c>worker</c> that is told nothing: for a tree without the file.</summary>
    public static TaskDefinition Bare { get; } = new("worker", [], new Dictionary<string, string>(StringComparer.Ordinal));

    /// <exception cref="InvalidDataException">Not a task definition with exactly one container.</exception>
    public static TaskDefinition Load(string file, Placeholders placeholders)
    {
        if (!File.Exists(file))
        {
            return Bare;
        }

        var root = JsonSerializer.Deserialize<JsonElement>(placeholders.Replace(File.ReadAllText(file), file));
        if (!root.TryGetProperty("containerDefinitions", out var containers) || containers.GetArrayLength() != 1)
        {
            throw new InvalidDataException($"{file}: exactly one container is wanted");
        }

        var container = containers[0];
        return new(
            container.GetProperty("name").GetString()!,
            container.TryGetProperty("command", out var command) ? [.. command.EnumerateArray().Select(part => part.GetString()!)] : [],
            container.TryGetProperty("environment", out var environment)
                ? environment.EnumerateArray().ToDictionary(
                    pair => pair.GetProperty("name").GetString()!, pair => pair.GetProperty("value").GetString()!, StringComparer.Ordinal)
                : Bare.Environment);
    }

    /// <summary>One task: the definition with the overrides of a RunTask call laid over it.</summary>
    /// <param name="overrides">What the target was handed, as JSON; an object without <c>containerOverrides</c> overrides nothing.</param>
    /// <exception cref="TaskRefusedException">RunTask would refuse the overrides.</exception>
    public TaskLaunch With(string overrides)
    {
        if (overrides.Length > 8192)
        {
            throw new TaskRefusedException("InvalidParameterException: Container Overrides length must be at most 8192");
        }

        var command = Command;
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var container in Containers(overrides))
        {
            if (!container.TryGetProperty("name", out var name) || !name.ValueEquals(Container))
            {
                throw new TaskRefusedException(
                    $"InvalidParameterException: Override for container named {name} is not a container in the TaskDefinition.");
            }

            if (container.TryGetProperty("command", out var arguments))
            {
                command = [.. arguments.EnumerateArray().Select(Text)];
            }

            if (container.TryGetProperty("environment", out var variables))
            {
                foreach (var variable in variables.EnumerateArray())
                {
                    environment[Text(variable.GetProperty("name"))] = Text(variable.GetProperty("value"));
                }
            }
        }

        return new(command, Environment, environment);
    }

    private static JsonElement[] Containers(string overrides)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(overrides) is { ValueKind: JsonValueKind.Object } root
                ? root.TryGetProperty("containerOverrides", out var list) ? [.. list.EnumerateArray()] : []
                : throw new TaskRefusedException("the target's input is not an object");
        }
        catch (JsonException notJson)
        {
            throw new TaskRefusedException("the target's input is not JSON", notJson);
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new TaskRefusedException($"an override must be a string, not {value.ValueKind}");
}

/// <summary>RunTask said no. EventBridge retries some of these and then drops the event, or puts it in the dead-letter queue.</summary>
public sealed class TaskRefusedException(string message, Exception? cause = null) : Exception(message, cause);
