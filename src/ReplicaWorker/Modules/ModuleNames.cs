namespace ReplicaWorker.Modules;

/// <summary>The modules' names in logs, metrics and messages. Dashboards and alarms know them: they do not change.</summary>
internal static class ModuleNames
{
    public const string GitMirror = "git-mirror";
    public const string Secrets = "secrets";
    public const string Parameters = "parameters";
    public const string ConfigMaps = "configmaps";
    public const string Drift = "drift";
    public const string Deployments = "deployments";
    public const string Sync = "sync";
    public const string Check = "check";
    public const string Fence = "fence";

    /// <summary>The run ended before a module was chosen, or had nothing to choose one for.</summary>
    public const string None = "none";
}
