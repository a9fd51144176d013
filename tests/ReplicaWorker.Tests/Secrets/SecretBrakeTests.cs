using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;
using static ReplicaWorker.Tests.Secrets.Some;

namespace ReplicaWorker.Tests.Secrets;

public sealed class SecretBrakeTests
{
    private static readonly SecretPlan[] Plans =
    [
        .. Enumerable.Range(0, 3).Select(i => Plan(
            Source(InSync(Tokyo)) with { Name = $"s{i}" }, Rules with { RemoveUnlisted = true }, (West, null))),
    ];

    [Test]
    public void More_removals_in_a_region_than_allowed_are_all_held_and_the_rest_is_done()
    {
        var braked = SecretBrake.Apply([.. Plans], maxDeletes: 2, allowDeletes: null);

        Assert.That(braked.SelectMany(plan => plan.Steps), Has.Exactly(3).InstanceOf<SecretStep.Replicate>().And.None.InstanceOf<SecretStep.Remove>());
        Assert.That(braked.SelectMany(plan => plan.Held).Select(held => held.Reason), Has.Exactly(3).Contains("--allow-deletes 3 confirms"));
    }

    [TestCase(3, null)]
    [TestCase(0, 3)]
    public void As_many_as_allowed_are_done(int maxDeletes, int? allowDeletes) =>
        Assert.That(
            SecretBrake.Apply([.. Plans], maxDeletes, allowDeletes).SelectMany(plan => plan.Steps), Has.Exactly(3).InstanceOf<SecretStep.Remove>());

    [Test]
    public void A_humans_number_counts_even_when_it_is_smaller() =>
        Assert.That(SecretBrake.Apply([.. Plans], maxDeletes: 100, allowDeletes: 2).SelectMany(plan => plan.Held), Has.Exactly(3).Items);
}
