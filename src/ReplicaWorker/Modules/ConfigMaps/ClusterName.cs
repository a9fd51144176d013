using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>The cluster of a region, as configuration names it.</summary>
/// <param name="Name">Of an EKS cluster of the region, or of a context of the kubeconfig; empty: the region has none.</param>
/// <param name="IsContext">Which of the two.</param>
/// <param name="IsOptional">That it does not exist is no failure.</param>
internal sealed record ClusterName(string Name, bool IsContext, bool IsOptional)
{
    private const string Context = "context:";

    public bool IsNone => Name.Length == 0;

    /// <summary>Reads <c>NAME</c>, <c>NAME?</c> (optional), <c>context:NAME</c>, or <c>-</c> (none).</summary>
    /// <returns>Null when it is none of these.</returns>
    public static ClusterName? Parse(string text)
    {
        if (text == "-")
        {
            return new("", IsContext: false, IsOptional: false);
        }

        var isOptional = text.EndsWith('?');
        var name = isOptional ? text[..^1] : text;
        return name.StartsWith(Context, StringComparison.Ordinal)
            ? name.Length > Context.Length ? new(name[Context.Length..], IsContext: true, isOptional) : null
            : IsEksName(name) ? new(name, IsContext: false, isOptional) : null;
    }

    public override string ToString() => IsNone ? "-" : $"{(IsContext ? Context : "")}{SettingsSection.Shown(Name)}{(IsOptional ? "?" : "")}";

    /// <remarks>Source: EKS API reference, CreateCluster: <c>^[0-9A-Za-z][A-Za-z0-9\-_]*</c>, 1 to 100 characters.</remarks>
    private static bool IsEksName(string name) =>
        name.Length is >= 1 and <= 100
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
