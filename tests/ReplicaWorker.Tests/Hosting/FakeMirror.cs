using ReplicaWorker.Hosting;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.GitMirror;

namespace ReplicaWorker.Tests.Hosting;

/// <summary>A module that only remembers what it was asked, and does what a test tells it.</summary>
internal sealed class FakeMirror(Func<CancellationToken, Task<Outcome>>? run = null) : IModule<MirrorRequest>
{
    public List<MirrorRequest> Requests { get; } = [];

    public Task<Outcome> RunAsync(MirrorRequest request, CancellationToken stopping)
    {
        Requests.Add(request);
        return run?.Invoke(stopping) ?? Task.FromResult(Outcome.Nothing);
    }
}
