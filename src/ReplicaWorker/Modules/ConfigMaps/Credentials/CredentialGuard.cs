namespace ReplicaWorker.Modules.ConfigMaps.Credentials;

/// <summary>The last look at a key that an entry allows: a ConfigMap is no place for a credential.</summary>
/// <param name="checkNames">The key's name tells; its value does in any case.</param>
internal sealed class CredentialGuard(bool checkNames)
{
    /// <summary>Why the key stays where it is; null when it may go. Never holds any of the value.</summary>
    public string? WhyWithheld(string key, string value) =>
        value.Length == 0 ? null
        : checkNames && CredentialName.IsTelling(key) ? "its name"
        : CredentialValue.Look(value, checkNames) is { } what ? "its value looks like " + what
        : null;
}
