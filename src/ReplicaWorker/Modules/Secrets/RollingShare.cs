using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>
/// A few of many that are looked at more closely each day, so that all have had their turn after a while. Pure: the same day gives the same share.
/// </summary>
/// <remarks>What a list does not show (a failed replica beside an older good one, unlisted regions) is found this way.</remarks>
internal static class RollingShare
{
    /// <summary>Each a call more: with ten pages a region, a full sync of 1,000 unchanged secrets stays under 30.</summary>
    public const int Size = 8;

    /// <param name="items">In an order that lasts.</param>
    /// <param name="today">Whose turn it is; one day on, the share moves on by its size.</param>
    public static IEnumerable<T> Of<T>(ImmutableArray<T> items, DateOnly today)
    {
        var start = items.IsEmpty ? 0 : (long)today.DayNumber * Size % items.Length;
        return Enumerable.Range(0, Math.Min(Size, items.Length)).Select(i => items[(int)((start + i) % items.Length)]);
    }
}
