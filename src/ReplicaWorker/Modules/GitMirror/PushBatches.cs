using System.Collections.Immutable;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Splits a plan into pushes that a server takes.</summary>
internal static class PushBatches
{
    /// <summary>Most ref updates CodeCommit takes in one push, deletions included (AWS CodeCommit quotas, "References per push").</summary>
    public const int MaxCommands = 4_000;

    /// <summary>
    /// Batches of at most <paramref name="max"/> commands. Steps that need one another's name (<c>x</c> goes, <c>x/y</c> comes) stay
    /// in one batch; when there are too many of them for one, the deletions go before.
    /// </summary>
    /// <param name="changes">In ordinal order of ref name.</param>
    /// <param name="first">A ref that belongs into the first batch: hosts take the first branch they see for the default one.</param>
    /// <param name="max">Most commands in one batch.</param>
    public static IEnumerable<ImmutableArray<RefChange>> Split(IReadOnlyList<RefChange> changes, string? first = null, int max = MaxCommands)
    {
        var batch = ImmutableArray.CreateBuilder<RefChange>();
        foreach (var group in Groups(changes).OrderBy(group => group.Exists(c => c.Ref == first) ? 0 : 1))
        {
            if (batch.Count > 0 && batch.Count + group.Count > max)
            {
                yield return batch.DrainToImmutable();
            }

            // Deletions before the rest: the order that is legal even when the group is cut.
            foreach (var change in group.Count <= max ? group : group.OrderBy(c => c is RefChange.Delete ? 0 : 1).AsEnumerable())
            {
                if (batch.Count == max)
                {
                    yield return batch.DrainToImmutable();
                }

                batch.Add(change);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch.DrainToImmutable();
        }
    }

    /// <summary>Deletions with the creates below or above them; every other step is a group of its own.</summary>
    private static IEnumerable<List<RefChange>> Groups(IReadOnlyList<RefChange> changes)
    {
        var deleted = changes.Where(c => c is RefChange.Delete).Select(c => c.Ref).ToImmutableSortedSet(StringComparer.Ordinal);
        var created = changes.Where(c => c is RefChange.Create).Select(c => c.Ref).ToImmutableSortedSet(StringComparer.Ordinal);
        var groups = new Dictionary<string, List<RefChange>>(StringComparer.Ordinal);

        foreach (var change in changes)
        {
            var collides = change is RefChange.Update ? false : PathCollision.Exists(change is RefChange.Delete ? created : deleted, change.Ref);
            var key = collides ? TopMost(change.Ref, deleted, created) : change.Ref;
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = [];
            }

            group.Add(change);
        }

        return groups.Values;
    }

    /// <summary>The shortest path that is itself a step: every step that collides with it lies below.</summary>
    private static string TopMost(string name, ImmutableSortedSet<string> deleted, ImmutableSortedSet<string> created)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            var directory = name[..slash];
            if (deleted.Contains(directory) || created.Contains(directory))
            {
                return directory;
            }
        }

        return name;
    }
}
