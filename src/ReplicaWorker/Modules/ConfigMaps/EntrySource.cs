using ReplicaWorker.Matching;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What a ConfigMap is made from. The set is closed.</summary>
internal abstract record EntrySource
{
    /// <summary>Whether it is a secret or parameters: then the primary region's cluster gets a ConfigMap too.</summary>
    public virtual bool IsFed => true;

    /// <summary>A ConfigMap of the primary region's cluster.</summary>
    internal sealed record OfConfigMap(ConfigMapName Name) : EntrySource
    {
        public override bool IsFed => false;

        public override string ToString() => $"configmap:{Name}";
    }

    /// <summary>A secret of the primary region whose value is a JSON object.</summary>
    /// <param name="Id">Name or ARN.</param>
    internal sealed record OfSecret(string Id) : EntrySource
    {
        /// <summary>Whether an event's name or ARN means this secret. ARNs end in six characters that a name has not.</summary>
        public bool Is(string id) => SecretArn.IsSame(Id, id);

        public override string ToString() => $"secret:{Id}";
    }

    /// <summary>Every parameter below a path of the primary region.</summary>
    /// <param name="Path">Begins with a slash and does not end with one.</param>
    internal sealed record OfParameters(string Path) : EntrySource
    {
        /// <summary>Whether an event's name or ARN means a parameter below the path.</summary>
        public bool Has(string name) => (ParameterName.KeyOfArn(name) ?? name).StartsWith(Path + "/", StringComparison.Ordinal);

        public override string ToString() => $"parameters:{Path}";
    }

    /// <summary>Reads <c>configmap:NAMESPACE/NAME</c>, <c>secret:NAME</c> or <c>parameters:/PATH</c>.</summary>
    /// <param name="text">As an operator wrote it.</param>
    /// <param name="space">The namespace where a ConfigMap's name has none.</param>
    /// <param name="mistake">Continues "is …": what is wrong, when null is returned.</param>
    public static EntrySource? Parse(string text, string space, out string mistake)
    {
        mistake = "";
        switch (text.Split(':', 2))
        {
            case ["configmap", var name]:
                return ConfigMapName.Parse(name, space, out mistake) is { } found ? new OfConfigMap(found) : null;
            case ["secret", var id] when LegalName.IsSecretId(id):
                return new OfSecret(id);
            case ["secret", _]:
                mistake = $"{SettingsSection.Shown(text)}, whose secret is not a name or an ARN";
                return null;
            case ["parameters", var path] when path.TrimEnd('/') is ['/', _, ..] trimmed && LegalName.IsParameter(trimmed):
                return new OfParameters(trimmed);
            case ["parameters", _]:
                mistake = $"{SettingsSection.Shown(text)}, whose path is not one such as /shop/app";
                return null;
            default:
                mistake = $"{SettingsSection.Shown(text)}, not configmap:NAMESPACE/NAME, secret:NAME or parameters:/PATH";
                return null;
        }
    }
}
