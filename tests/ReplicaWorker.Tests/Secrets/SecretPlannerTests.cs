using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;
using static ReplicaWorker.Tests.Secrets.Some;

namespace ReplicaWorker.Tests.Secrets;

public sealed class SecretPlannerTests
{
    [Test]
    public void A_region_without_a_replica_gets_one_with_its_key()
    {
        var plan = Plan(Source(), Rules with { KmsKeys = Map((West, "alias/dr")) }, (West, null), (Europe, null));

        Assert.That(plan.Steps, Is.EqualTo(new SecretStep[]
        {
            new SecretStep.Replicate(Europe, null, Overwrite: false, "nothing", "no replica"),
            new SecretStep.Replicate(West, "alias/dr", Overwrite: false, "nothing", "no replica"),
        }));
    }

    [Test]
    public void A_replica_in_sync_needs_nothing()
    {
        var source = Source(InSync(West));

        var plan = Plan(source, (West, ReplicaOf(source, West)));

        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.InStep, Is.EqualTo([West]));
        Assert.That(plan.Notes, Is.Empty);
    }

    [Test]
    public void A_failed_replica_is_retried_and_the_reason_is_in_AWSs_words()
    {
        var step = (SecretStep.Replicate)Plan(Source(Failed(West, "KMS key is disabled")), (West, null)).Steps.Single();

        Assert.That(step.Overwrite, Is.False);
        Assert.That(step.Reason, Does.Contain("KMS key is disabled"));
    }

    [Test]
    public void A_region_in_one_state_does_not_stand_for_another()
    {
        var source = Source(InSync(West), Failed(Europe));

        var plan = Plan(source, (West, ReplicaOf(source, West)), (Europe, null));

        Assert.That(plan.Steps.Select(step => step.Region), Is.EqualTo([Europe]));
    }

    [Test]
    public void A_replica_in_progress_is_waited_for_and_not_asked_for_again() =>
        Assert.That(Plan(Source(InProgress(West)), (West, null)).Steps.Single(), Is.InstanceOf<SecretStep.Await>());

    [Test]
    public void Of_several_entries_of_a_region_the_one_in_sync_counts_and_else_the_newest()
    {
        var (healed, doubled) = (Source(Failed(West), InSync(West)), Source(InSync(West), Failed(West, "name exists")));

        Assert.That(Plan(healed, (West, ReplicaOf(healed, West))).InStep, Is.EqualTo([West]));
        Assert.That(Plan(doubled, (West, ReplicaOf(doubled, West))).InStep, Is.EqualTo([West]));
        Assert.That(Plan(Source(Failed(West), InProgress(West)), (West, null)).Steps.Single(), Is.InstanceOf<SecretStep.Await>());
    }

    [Test]
    public void What_AWS_calls_in_sync_and_is_not_there_is_waited_for() =>
        Assert.That(Plan(Source(InSync(West)), (West, null)).Steps.Single(), Is.InstanceOf<SecretStep.Await>());

    [Test]
    public void A_replica_with_another_current_version_or_other_tags_is_waited_for()
    {
        var source = Source(InSync(West), InSync(Europe));
        var old = ReplicaOf(source, West) with { Labels = Map(("AWSCURRENT", "v1")) };
        var untagged = ReplicaOf(source, Europe) with { Tags = Map() };

        var steps = Plan(source, (West, old), (Europe, untagged)).Steps;

        Assert.That(steps, Has.All.InstanceOf<SecretStep.Await>());
        Assert.That(steps.Select(step => step.Reason), Has.One.Contains("AWSCURRENT").And.One.Contains("team"));
    }

    [Test]
    public void Labels_of_a_running_rotation_and_AWSs_own_tags_are_no_difference()
    {
        var source = Source(InSync(West)) with
        {
            Labels = Map(("AWSCURRENT", "v2"), ("AWSPREVIOUS", "v1"), ("AWSPENDING", "v3")),
            Tags = Map(("team", "pay"), ("aws:cloudformation:stack-name", "shop")),
        };
        var replica = ReplicaOf(Source(), West);

        Assert.That(Plan(source, (West, replica)).InStep, Is.EqualTo([West]));
        Assert.That(SecretComparison.IsEqual(source, replica, West, Primary, kmsKey: null), Is.True);
    }

    [Test]
    public void Another_previous_version_is_said_and_nothing_is_done()
    {
        var source = Source(InSync(West));

        var plan = Plan(source, (West, ReplicaOf(source, West) with { Labels = Map(("AWSCURRENT", "v2")) }));

        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.Notes.Single().Text, Does.Contain("AWSPREVIOUS"));
    }

    [Test]
    public void A_replica_under_another_key_is_held_with_the_command_that_changes_it()
    {
        var source = Source(new ReplicaEntry(West, ReplicaStatus.InSync, KmsKeyId: "alias/aws/secretsmanager"));

        var plan = Plan(source, Rules with { KmsKeys = Map((West, "alias/dr")) }, (West, ReplicaOf(source, West)));

        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.InStep, Is.Empty);
        Assert.That(plan.Held.Single().Reason, Does.Contain("update-secret --region us-west-2 --secret-id shop/db --kms-key-id alias/dr"));
    }

    [Test]
    public void A_standalone_secret_of_that_name_is_a_conflict_that_says_what_stands_there()
    {
        var plan = Plan(Source(Failed(West, "name exists")), (West, Standalone(West)));

        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.Conflicts.Single().Text, Does.Contain(Arn(West, "ZZZZZZ")).And.Contain("standalone").And.Contain("AWS: name exists"));
    }

    [Test]
    public void A_promoted_replica_is_a_conflict_that_says_so() =>
        Assert.That(
            Plan(Source(), (West, new SecretState("shop/db", Arn(West)))).Conflicts.Single().Text, Does.Contain("was promoted"));

    [Test]
    public void A_name_that_awaits_deletion_is_a_conflict_too() =>
        Assert.That(
            Plan(Source(), (West, Standalone(West) with { DeletedDate = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc) })).Conflicts.Single().Text,
            Does.Contain("awaits deletion since 2026-01-02"));

    [Test]
    public void Overwrite_replaces_a_standalone_secret_and_one_that_awaits_deletion()
    {
        var rules = Rules with { OnConflict = OnConflict.Overwrite };
        var doomed = Standalone(Europe) with { DeletedDate = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc) };

        var steps = Plan(Source(), rules, (West, Standalone(West)), (Europe, doomed)).Steps;

        Assert.That(steps, Has.Length.EqualTo(2).And.All.Matches<SecretStep.Replicate>(step => step.Overwrite));
        Assert.That(steps.Select(step => step.Expected), Is.EqualTo([doomed.Arn, Arn(West, "ZZZZZZ")]));
    }

    [Test]
    public void Overwrite_does_not_force_where_nothing_stands()
    {
        var step = (SecretStep.Replicate)Plan(Source(), Rules with { OnConflict = OnConflict.Overwrite }, (West, null)).Steps.Single();

        Assert.That(step.Overwrite, Is.False, "AWS itself then refuses what came in between");
    }

    private static readonly SecretState[] NeverOverwritten =
    [
        Standalone(West) with { PrimaryRegion = Tokyo },
        Standalone(West) with { Replicas = [InSync(Europe)] },
        Standalone(West) with { OwningService = "rds" },
    ];

    [TestCaseSource(nameof(NeverOverwritten))]
    public void Others_replicas_primaries_and_services_secrets_are_never_overwritten(object there)
    {
        var plan = Plan(Source(), Rules with { OnConflict = OnConflict.Overwrite }, (West, (SecretState)there));

        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.Conflicts.Single().Text, Does.Contain("never overwritten"));
    }

    [Test]
    public void A_region_that_is_not_configured_is_reported_and_stays()
    {
        var plan = Plan(Source(InSync(Tokyo)));

        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.Notes.Single(), Has.Property("Region").EqualTo(Tokyo).And.Property("Text").Contains("Secrets__RemoveUnlisted"));
    }

    [Test]
    public void A_region_that_is_not_configured_is_removed_when_told_and_when_all_regions_are_looked_at()
    {
        var rules = Rules with { RemoveUnlisted = true };

        Assert.That(Plan(Source(InSync(Tokyo)), rules).Steps.Single(), Is.InstanceOf<SecretStep.Remove>().With.Property("Region").EqualTo(Tokyo));
        Assert.That(Plan(Source(InSync(Tokyo)), rules with { IgnoreUnlisted = true }).Steps, Is.Empty);
    }

    [Test]
    public void A_region_that_could_not_be_read_is_not_written() =>
        Assert.That(Plan(Source(), (West, null)).Steps.Select(step => step.Region), Is.EqualTo([West]));

    [Test]
    public void A_held_region_is_left_alone_and_the_others_are_not()
    {
        var source = Source(Failed(West)) with { Tags = Map(("ReplicationHold", West)) };

        var plan = Plan(source, (West, Standalone(West)), (Europe, null));

        Assert.That(plan.Steps.Select(step => step.Region), Is.EqualTo([Europe]));
        Assert.That(plan.Conflicts, Is.Empty);
        Assert.That(plan.Notes.Single().Text, Does.Contain("secrets resume shop/db"));
    }

    [Test]
    public void A_released_secret_is_left_alone_everywhere()
    {
        var source = Source(InSync(Tokyo)) with { Tags = Map(("ReplicationHold", "all")) };

        Assert.That(Plan(source, Rules with { RemoveUnlisted = true }, (West, null), (Europe, null)).Steps, Is.Empty);
    }
}
