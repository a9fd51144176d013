using Microsoft.Extensions.Hosting;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules;

/// <summary>The modules of this version; one line each.</summary>
internal static class ModuleRegistration
{
    public static void AddModules(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions(GitMirrorOptions.Section, GitMirrorOptions.Read);
        builder.AddAws();
        builder.AddGitMirror();
        builder.AddFence();
        builder.AddModuleOptions(ParametersOptions.Section, ParametersOptions.Read);
        builder.AddParameters();
    }
}
