namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>The first repository of the primary region that the mirror's filters let through: what is tried when configuration names none.</summary>
internal sealed class MirroredRepository(CheckClients clients)
{
    private readonly Lock _lock = new();
    private Task<string?>? _name;

    /// <summary>Asked for once a run. Null when there is none.</summary>
    public Task<string?> NameAsync(CheckScope scope, CancellationToken stopping)
    {
        lock (_lock)
        {
            return _name ??= FindAsync(scope, stopping);
        }
    }

    private async Task<string?> FindAsync(CheckScope scope, CancellationToken stopping)
    {
        string? next = null;
        do
        {
            var page = await clients.CodeCommit(scope.Primary).ListRepositoriesAsync(new() { NextToken = next }, stopping);
            if (page.Repositories?.Select(one => one.RepositoryName).FirstOrDefault(name => name is not null && scope.Git.RepositoryFilter.Includes(name)) is { } found)
            {
                return found;
            }

            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return null;
    }
}
