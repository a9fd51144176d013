using System.Collections.Immutable;
using ReplicaWorker.Modules.Check.Checks;
using ReplicaWorker.Modules.Check.Probes;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>One item of each kind that is replicated.</summary>
internal sealed class Travellers(CheckClients clients, GitRemotes remotes, MirroredRepository first, TimeProvider time)
{
    /// <param name="scope">Where to, and what the filters let through.</param>
    /// <param name="request">How long.</param>
    /// <param name="id">Of the run.</param>
    /// <param name="stopping">Ends looking for a repository.</param>
    public async Task<ImmutableArray<ITraveller>> MakeAsync(CheckScope scope, EndToEndRequest request, string id, CancellationToken stopping)
    {
        var name = new ProbeName(scope.Replica, time.GetUtcNow() + (2 * request.Deadline) + ProbeName.Life, id);
        var repository = request.Repository ?? scope.Git.Repositories.Keys.Order(StringComparer.Ordinal).FirstOrDefault() ?? await first.NameAsync(scope, stopping);
        return
        [
            new ParameterTraveller(scope, clients, name, time),
            new SecretTraveller(scope, clients, name, time),
            new BranchTraveller(repository, scope, remotes, name, time),
        ];
    }
}
