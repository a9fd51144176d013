using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;

namespace ReplicaWorker.Tests.Secrets;

public sealed class RollingShareTests
{
    [Test]
    public void All_have_had_their_turn_after_a_while_and_never_more_than_a_few_a_day() =>
        Prop.ForAll(Gen.Zip(Gen.Choose(0, 300), Gen.Choose(0, 3_000_000)).ToArbitrary(), pair =>
        {
            var (count, first) = pair;
            var items = Enumerable.Range(0, count).ToImmutableArray();
            var days = Enumerable.Range(first, (count + RollingShare.Size - 1) / RollingShare.Size)
                .Select(day => RollingShare.Of(items, DateOnly.FromDayNumber(day)).ToList())
                .ToList();
            return days.TrueForAll(day => day.Count <= RollingShare.Size && day.Distinct().Count() == day.Count)
                && days.SelectMany(day => day).ToHashSet().SetEquals(items);
        }).QuickCheckThrowOnFailure();
}
