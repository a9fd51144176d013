using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Modules.Sync;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules;

/// <summary>The modules of this version, each with its options.</summary>
internal static class ModuleRegistration
{
    public static void AddModules(this WorkerBuilder builder)
    {
        builder.AddModuleOptions(GitMirrorOptions.Section, GitMirrorOptions.Read);
        builder.AddModuleOptions(SecretsOptions.Section, SecretsOptions.Read);
        builder.AddModuleOptions(ParametersOptions.Section, ParametersOptions.Read);
        builder.AddAws();
        builder.AddGitMirror();
        builder.AddSecrets();
        builder.AddParameters();
        builder.AddSync();
        builder.AddFence();
    }
}
