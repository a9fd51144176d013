using System.Collections.Immutable;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>One write to one ConfigMap of one cluster. It carries what it needs, and why.</summary>
/// <param name="Target">Which.</param>
/// <param name="Reason">One line for people, with names of keys and never a value.</param>
internal abstract record ConfigMapStep(ConfigMapName Target, string Reason)
{
    /// <summary>For the log: create, update, release, delete.</summary>
    public abstract string Action { get; }

    /// <summary>Server-side apply: sets the keys, prunes ours that are not among them, leaves everybody else's alone.</summary>
    /// <param name="Target">Which.</param>
    /// <param name="Source">For the annotation.</param>
    /// <param name="Content">All keys that are to be ours.</param>
    /// <param name="IsNew">Nothing stands there.</param>
    /// <param name="Reason">Which keys.</param>
    internal sealed record Apply(
        ConfigMapName Target, EntrySource Source, ImmutableSortedDictionary<string, ConfigMapValue> Content, bool IsNew, string Reason) : ConfigMapStep(Target, Reason)
    {
        public override string Action => IsNew ? "create" : "update";
    }

    /// <summary>Takes our keys and our mark out of a ConfigMap that holds keys of others.</summary>
    internal sealed record Release(ConfigMapName Target, string Reason) : ConfigMapStep(Target, Reason)
    {
        public override string Action => "release";
    }

    /// <summary>Deletes exactly the object that was seen.</summary>
    /// <param name="Target">Which.</param>
    /// <param name="Uid">Of the object.</param>
    /// <param name="ResourceVersion">As it was seen.</param>
    /// <param name="Reason">Why it is not wanted any more.</param>
    internal sealed record Delete(ConfigMapName Target, string Uid, string ResourceVersion, string Reason) : ConfigMapStep(Target, Reason)
    {
        public override string Action => "delete";
    }
}
