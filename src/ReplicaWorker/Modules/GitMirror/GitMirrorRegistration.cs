using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReplicaWorker.Git.Http;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.GitMirror;

internal static class GitMirrorRegistration
{
    public static void AddGitMirror(this IHostApplicationBuilder builder) =>
        builder.Services
            .AddSingleton(_ => GitHttp.CreateClient())
            .AddSingleton<GitRemotes>()
            .AddSingleton<MirrorStore>()
            .AddSingleton<MirrorRepositories>()
            .AddSingleton<IComparer, RepositoryComparer>()
            .AddSingleton<MirrorRetry>()
            .AddSingleton<IModule<MirrorRequest>, GitMirrorModule>();
}
