using System.Collections.Immutable;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Reads entries: a variable per field, all in one variable, or the one that the section itself describes.</summary>
/// <remarks>
/// <c>ConfigMaps__Entries__NAME__Source=secret:shop/app</c>, and likewise <c>__Target</c>, <c>__Keys</c> and <c>__TrustedKeys</c>; or
/// <c>ConfigMaps__Entries=NAME=secret:shop/app target=web/shop keys=url,log_level; NAME2=configmap:web/flags</c>.
/// Where both name an entry, the fields of the former win.
/// </remarks>
internal static class EntryReader
{
    private const string Entries = nameof(ConfigMapsOptions.Entries);

    /// <summary>The entry that <see cref="ConfigMapsOptions.Source"/> makes.</summary>
    private const string Default = "default";

    private static readonly string[] Fields = ["Source", "Target", "Keys", "TrustedKeys"];

    public static ImmutableArray<ConfigMapEntry> Read(SettingsSection settings, ConfigMapsOptions options)
    {
        var drafts = new SortedDictionary<string, Draft>(StringComparer.Ordinal);
        ReadOneVariable(settings, drafts);
        ReadVariables(settings, drafts);
        if (options is { Source: { } source, ConfigMapName: { } target })
        {
            var own = Of(drafts, Default);
            own["Source"] = source;
            own["Target"] = target;
        }
        else if (options.Source is not null)
        {
            settings.Wrong(nameof(options.ConfigMapName), $"is missing, and {settings.KeyOf(nameof(options.Source))} is set");
        }

        return [.. drafts.Select(draft => Entry(draft.Key, draft.Value, settings, options)).OfType<ConfigMapEntry>()];
    }

    private static void ReadVariables(SettingsSection settings, SortedDictionary<string, Draft> drafts)
    {
        foreach (var (path, value) in settings.Nested(Entries))
        {
            // A name may hold __ itself: the field is what stands last.
            var at = path.LastIndexOf("__", StringComparison.Ordinal);
            if (at > 0 && Array.Find(Fields, field => field.Equals(path[(at + 2)..], StringComparison.OrdinalIgnoreCase)) is { } known)
            {
                Of(drafts, path[..at])[known] = value;
            }
            else
            {
                settings.Wrong($"{Entries}__{SettingsSection.Shown(path)}", $"is not an option; an entry has {string.Join(", ", Fields)}");
            }
        }
    }

    private static void ReadOneVariable(SettingsSection settings, SortedDictionary<string, Draft> drafts)
    {
        foreach (var text in (settings.Text(Entries) ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } source])
            {
                settings.Wrong(Entries, $"has {SettingsSection.Shown(text)}, which does not begin with NAME=SOURCE");
                continue;
            }

            if (drafts.ContainsKey(name))
            {
                settings.Wrong(Entries, $"names {SettingsSection.Shown(name)} twice");
            }

            var draft = Of(drafts, name);
            draft["Source"] = source;
            foreach (var word in words.Skip(1))
            {
                if (word.Split('=', 2) is [var field, { Length: > 0 } value] && Array.Find(Fields[1..], known => known.Equals(field, StringComparison.OrdinalIgnoreCase)) is { } known)
                {
                    draft[known] = value;
                }
                else
                {
                    settings.Wrong(Entries, $"has {SettingsSection.Shown(word)} for {SettingsSection.Shown(name)}, not target=, keys= or trustedKeys=");
                }
            }
        }
    }

    private static ConfigMapEntry? Entry(string name, Draft draft, SettingsSection settings, ConfigMapsOptions options)
    {
        var key = $"{Entries}__{SettingsSection.Shown(name)}";
        if (!draft.TryGetValue("Source", out var text))
        {
            settings.Wrong($"{key}__Source", "is missing");
            return null;
        }

        if (EntrySource.Parse(text, options.Namespace, out var mistake) is not { } source)
        {
            settings.Wrong(name == Default && options.Source is not null ? nameof(options.Source) : $"{key}__Source", "is " + mistake);
            return null;
        }

        var target = draft.GetValueOrDefault("Target") is { Length: > 0 } given ? ConfigMapName.Parse(given, options.Namespace, out mistake)
            : (source as EntrySource.OfConfigMap)?.Name;
        if (target is null)
        {
            settings.Wrong($"{key}__Target", mistake.Length > 0 ? "is " + mistake : "is missing: name the ConfigMap, as NAMESPACE/NAME");
            return null;
        }

        var keys = List(draft, "Keys");
        return new(
            name,
            source,
            target,
            !keys.IsEmpty ? keys : !options.IncludeKeys.IsEmpty && source.IsFed ? options.IncludeKeys : source.IsFed ? [] : ["*"],
            List(draft, "TrustedKeys"));
    }

    private static ImmutableArray<string> List(Draft draft, string field) =>
        [.. draft.GetValueOrDefault(field, "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static Draft Of(SortedDictionary<string, Draft> drafts, string name) =>
        drafts.TryGetValue(name, out var draft) ? draft : drafts[name] = [];

    private sealed class Draft() : Dictionary<string, string>(StringComparer.Ordinal);
}
