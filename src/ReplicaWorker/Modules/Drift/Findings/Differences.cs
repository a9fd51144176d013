using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>What can be said of one difference by its times.</summary>
internal static class Differences
{
    /// <summary>A sync that was started by the change may still be at work for so long, whatever the configured grace.</summary>
    private static readonly TimeSpan Racing = TimeSpan.FromMinutes(2);

    /// <summary>Since the newer of both change times; a clock ahead of ours makes it 0.</summary>
    /// <returns>Null where neither is known.</returns>
    public static TimeSpan? Age(Difference difference, DateTimeOffset now)
    {
        var newer = (difference.SourceChanged, difference.ReplicaChanged) switch
        {
            ({ } source, { } replica) => source > replica ? source : replica,
            var (source, replica) => source ?? replica,
        };
        var age = now - newer;
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }

    /// <summary>Whether it may be gone in a moment, so that it must be seen twice before it counts.</summary>
    /// <remarks>
    /// The times say nothing of a deletion at the source, of tags and labels, and of what git and Secrets Manager's replication do:
    /// such a difference is looked at twice however old its times are.
    /// </remarks>
    public static bool MayPass(Difference difference, DateTimeOffset now, TimeSpan grace) =>
        difference.Expected is null
        && (!TimesTell(difference.Kind) || Age(difference, now) is not { } age || age < grace || age < Racing);

    public static bool IsInGrace(Difference difference, DateTimeOffset now, TimeSpan grace) => Age(difference, now) < grace;

    private static bool TimesTell(DifferenceKind kind) =>
        kind is DifferenceKind.Missing or DifferenceKind.Value or DifferenceKind.Metadata or DifferenceKind.Type or DifferenceKind.KmsKey or DifferenceKind.Policy;
}
