using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Where a ConfigMap stands in a cluster.</summary>
/// <param name="Namespace">Of the ConfigMap.</param>
/// <param name="Name">Within it.</param>
internal sealed record ConfigMapName(string Namespace, string Name) : IComparable<ConfigMapName>
{
    /// <summary>Reads <c>NAMESPACE/NAME</c>, or <c>NAME</c> alone.</summary>
    /// <param name="text">As an operator wrote it.</param>
    /// <param name="otherwise">The namespace where none is given.</param>
    /// <param name="mistake">Continues "is …": what is wrong, when null is returned.</param>
    public static ConfigMapName? Parse(string text, string otherwise, out string mistake)
    {
        var (space, name) = text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (otherwise, text);
        mistake = !KubernetesName.IsNamespace(space)
            ? $"{SettingsSection.Shown(text)}, whose namespace is not 1 to 63 lower-case letters, digits or '-'"
            : !KubernetesName.IsObject(name)
                ? $"{SettingsSection.Shown(text)}, whose name is not 1 to 253 lower-case letters, digits, '-' or '.'"
                : "";
        return mistake.Length == 0 ? new(space, name) : null;
    }

    public int CompareTo(ConfigMapName? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() => $"{Namespace}/{Name}";
}
