using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Git.Http;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.GitMirror;

internal static class GitMirrorRegistration
{
    public static void AddGitMirror(this WorkerBuilder builder) =>
        builder.Services
            .AddSingleton<FirstConnection>()
            .AddSingleton(services => GitHttp.CreateClient(services.GetRequiredService<FirstConnection>().Set))
            .AddSingleton<GitRemotes>()
            .AddSingleton<MirrorStore>()
            .AddSingleton<MirrorRetry>()
            .AddSingleton<IModule<MirrorRequest>, GitMirrorModule>();
}
