using System.Collections.Immutable;
using System.Text.Json;
using ReplicaWorker.Hosting;
using ReplicaWorker.Kubernetes;
using ReplicaWorker.Modules.ConfigMaps.Credentials;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>From what a source holds to what of it may go: the allow-list first, then the look for credentials.</summary>
internal static class EntryContent
{
    private const string NotNamed = "a SecureString, whose key is not named itself";

    /// <summary>A ConfigMap is none the safer for being copied: only the allow-list applies.</summary>
    public static ImmutableSortedDictionary<string, ConfigMapValue> Of(ConfigMapEntry entry, ConfigMap source) =>
        Values(source).Where(pair => entry.Allows(pair.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Every key of a ConfigMap.</summary>
    public static IEnumerable<KeyValuePair<string, ConfigMapValue>> Values(ConfigMap map) =>
        (map.Data ?? []).Select(pair => KeyValuePair.Create(pair.Key, ConfigMapValue.Text(pair.Value)))
        .Concat((map.BinaryData ?? []).Select(pair => KeyValuePair.Create(pair.Key, ConfigMapValue.Binary(pair.Value))));

    /// <param name="entry">What may go.</param>
    /// <param name="secret">The secret's value.</param>
    /// <param name="guard">Withholds credentials.</param>
    /// <exception cref="ItemFailedException">It is not a JSON object, or a key cannot be one of a ConfigMap. Never quotes a value.</exception>
    public static (ImmutableSortedDictionary<string, ConfigMapValue> Content, ImmutableArray<WithheldKey> Withheld) OfSecret(
        ConfigMapEntry entry, string secret, CredentialGuard guard)
    {
        try
        {
            using var json = JsonDocument.Parse(secret);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Choose(entry, json.RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(Field), guard)
                : throw new ItemFailedException($"{entry.Source} is not a JSON object");
        }
        catch (JsonException)
        {
            throw new ItemFailedException($"{entry.Source} is not a JSON object");    // the cause would quote it
        }

        static Field Field(JsonProperty member) =>
            new(member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());
    }

    /// <param name="entry">What may go.</param>
    /// <param name="parameters">Name, value, and whether it is a SecureString: those go by their own name only, not by a pattern.</param>
    /// <param name="guard">Withholds credentials.</param>
    /// <exception cref="ItemFailedException">A key cannot be one of a ConfigMap, or two parameters make one key.</exception>
    public static (ImmutableSortedDictionary<string, ConfigMapValue> Content, ImmutableArray<WithheldKey> Withheld) OfParameters(
        ConfigMapEntry entry, IEnumerable<(string Name, string Value, bool IsSecure)> parameters, CredentialGuard guard)
    {
        var path = ((EntrySource.OfParameters)entry.Source).Path;
        return Choose(entry, parameters.Select(one => new Field(Key(path, one.Name), one.Value, one.IsSecure)), guard);
    }

    /// <summary>What stands below the path, with dots for slashes: a key has none.</summary>
    private static string Key(string path, string name) => name[(path.Length + 1)..].Replace('/', '.');

    private static (ImmutableSortedDictionary<string, ConfigMapValue> Content, ImmutableArray<WithheldKey> Withheld) Choose(
        ConfigMapEntry entry, IEnumerable<Field> fields, CredentialGuard guard)
    {
        var content = ImmutableSortedDictionary.CreateBuilder<string, ConfigMapValue>(StringComparer.Ordinal);
        var withheld = ImmutableArray.CreateBuilder<WithheldKey>();
        foreach (var field in fields.Where(field => entry.Allows(field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (!KubernetesName.IsKey(field.Key))
            {
                throw new ItemFailedException($"{entry.Source} has the key {SettingsSection.Shown(field.Key)}, which no ConfigMap can have (letters, digits, '-', '_', '.')");
            }

            if (WhyWithheld(entry, field, guard) is { } reason)
            {
                withheld.Add(new(field.Key, reason));
            }
            else if (!content.TryAdd(field.Key, ConfigMapValue.Text(field.Value)))
            {
                throw new ItemFailedException($"{entry.Source} has the key {field.Key} twice");
            }
        }

        return (content.ToImmutable(), withheld.ToImmutable());
    }

    private static string? WhyWithheld(ConfigMapEntry entry, Field field, CredentialGuard guard) =>
        entry.Trusts(field.Key) ? null
        : field.IsSecure && !entry.Names(field.Key) ? NotNamed
        : guard.WhyWithheld(field.Key, field.Value);

    private readonly record struct Field(string Key, string Value, bool IsSecure = false);
}
