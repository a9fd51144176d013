using System.Collections.Immutable;
using ReplicaWorker.Git;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>How a replica's refs differ from the source's: every difference, before anybody asks whether it may be removed.</summary>
/// <param name="Differences">In ordinal order of ref name.</param>
/// <param name="Unchanged">Refs that are equal.</param>
internal sealed record RefComparison(ImmutableArray<RefChange> Differences, int Unchanged)
{
    /// <summary>Pure: two sorted listings are merged.</summary>
    /// <param name="source">In ordinal order of name, as listings are.</param>
    /// <param name="replica">In ordinal order of name, as listings are.</param>
    /// <param name="refs">Which refs are ours to mirror; the others are looked at on neither side.</param>
    public static RefComparison Compute(ImmutableArray<GitRef> source, ImmutableArray<GitRef> replica, GlobSet refs)
    {
        var differences = ImmutableArray.CreateBuilder<RefChange>();
        var unchanged = 0;
        int s = 0, r = 0;

        while (s < source.Length || r < replica.Length)
        {
            var order = s == source.Length ? 1 : r == replica.Length ? -1 : string.CompareOrdinal(source[s].Name, replica[r].Name);
            var name = order <= 0 ? source[s].Name : replica[r].Name;
            if (refs.Includes(name) && !KeptRef.IsKept(name) && !ProbeRef.IsProbe(name))
            {
                if (order < 0)
                {
                    differences.Add(new RefChange.Create(name, source[s].Id, "missing in the replica"));
                }
                else if (order > 0)
                {
                    differences.Add(new RefChange.Delete(name, replica[r].Id, "gone from the source"));
                }
                else if (source[s].Id == replica[r].Id)
                {
                    unchanged++;
                }
                else
                {
                    differences.Add(new RefChange.Update(name, replica[r].Id, source[s].Id, "differs from the source"));
                }
            }

            s += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }

        return new(differences.DrainToImmutable(), unchanged);
    }

    /// <summary>Replica tips that would be lost and that <paramref name="isKnown"/> cannot vouch for: the source has to be asked.</summary>
    public ImmutableArray<ObjectId> Doubtful(Func<ObjectId, bool> isKnown) =>
        [.. Differences.Select(d => d.Old).OfType<ObjectId>().Distinct().Where(id => !isKnown(id))];
}
