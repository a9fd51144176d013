using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Opens both sides of a repository, by the name of its source.</summary>
internal sealed class MirrorRepositories(
    IOptions<ReplicaOptions> replica, IOptions<GitMirrorOptions> options, GitRemotes remotes, MirrorStore store, ILogger<MirrorRepositories> log)
{
    private readonly string _primaryRegion = replica.Value.PrimaryRegion;
    private readonly GitMirrorOptions _options = options.Value;

    /// <summary>By which replicas are known as ours.</summary>
    public OwnershipMark Mark { get; } = new(replica.Value);

    public MirrorSource Source(string name, RefHint? hint, CancellationToken stopping) => new(
        name,
        remotes.Open(_primaryRegion, name),
        () => store.FindAsync(_primaryRegion, name, stopping),
        (arn, token) => store.TagsAsync(_primaryRegion, arn, token),
        hint,
        _options,
        log);

    public ReplicaRepository Replica(string region, string name)
    {
        var copy = _options.ReplicaOf(name);
        return new(region, copy, _options.Repositories.ContainsKey(name), remotes.Open(region, copy), store, Mark);
    }
}
