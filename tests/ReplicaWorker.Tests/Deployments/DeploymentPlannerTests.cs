using System.Collections.Immutable;
using NUnit.Framework;
using ReplicaWorker.Modules.Deployments.Manifest;
using ReplicaWorker.Modules.Deployments.State;

namespace ReplicaWorker.Tests.Deployments;

public sealed class DeploymentPlannerTests
{
    private static SimulatedDeployment Calm => new(Manifests.Of(), (_, _) => Fate.Succeeds, _ => false, (_, _) => HealthVerdict.Healthy, _ => false);

    [Test]
    public void A_failure_in_wave_two_puts_wave_one_back()
    {
        var (state, ecs, journal, _) = (Calm with { Fates = (unit, _) => unit.Region == "eu-west-1" ? Fate.RollsBack : Fate.Succeeds }).Run();

        Assert.That(state.Verdict, Is.EqualTo(DeploymentVerdict.RolledBack));
        Assert.That(state.Failure, Does.Contain("eu-west-1").And.Contain("rolling back"));
        Assert.That(journal.OfType<DeploymentEntry.Passed>().Single().Wave, Is.EqualTo("wave-0"));
        Assert.That(state.Manifest.Units.Select(ecs.Running), Is.All.EqualTo(SimulatedDeployment.Old));
    }

    [Test]
    public void A_rollback_that_fails_twice_is_named_and_the_others_are_put_back()
    {
        var world = Calm with
        {
            Fates = (unit, count) => (unit.Region, count) switch { ("us-west-2", > 1) => Fate.RollbackFails, ("eu-west-2", 1) => Fate.RollsBack, _ => Fate.Succeeds },
        };
        var (state, ecs, _, _) = world.Run();

        Assert.That(state.Verdict, Is.EqualTo(DeploymentVerdict.Mixed));
        Assert.That(state.Units.Where(unit => unit.Value.Phase == UnitPhase.NotRestored).Select(unit => unit.Key.Region), Is.EqualTo(["us-west-2"]));
        Assert.That(state.Units.Values.Single(unit => unit.Phase == UnitPhase.NotRestored).Trouble, Does.Contain("rolling back has failed"));
        Assert.That(state.Manifest.Units.Where(unit => unit.Region != "us-west-2").Select(ecs.Running), Is.All.EqualTo(SimulatedDeployment.Old));
    }

    [Test]
    public void No_data_holds_and_then_rolls_back()
    {
        var (state, _, journal, minutes) = (Calm with { Health = (_, _) => HealthVerdict.Inconclusive }).Run();

        Assert.That(state.Failure, Does.Contain("nobody can say whether"));
        var baking = journal.OfType<DeploymentEntry.Baking>().Single();
        var failing = journal.OfType<DeploymentEntry.Failing>().Single();
        Assert.That(failing.At - baking.At, Is.EqualTo(state.Manifest.Waves[0].Bake + state.Manifest.InconclusiveLimit));
        Assert.That(minutes, Is.LessThan(60));
    }

    [Test]
    public void A_wave_that_is_not_approved_waits_and_nothing_is_changed()
    {
        var manifest = Manifests.Of(approval: Approval.BeforeStart);
        var state = new DeploymentState(manifest, DateTimeOffset.UnixEpoch)
            .With(new DeploymentEntry.Ready(DateTimeOffset.UnixEpoch, [.. manifest.Units.Select(unit => new UnitRevisions(unit, "task:1", "task:2", null))]));

        Assert.That(DeploymentPlanner.Next(state, new(), DateTimeOffset.UnixEpoch.AddYears(1)), Is.EqualTo(new Decision.Wait("approval of wave wave-0")));
    }

    [Test]
    public void Somebody_elses_deployment_is_not_overwritten_but_ends_ours()
    {
        var manifest = Manifests.Of(waves: 1);
        var unit = manifest.Units.First();
        var state = new DeploymentState(manifest, DateTimeOffset.UnixEpoch)
            .With(new DeploymentEntry.Ready(DateTimeOffset.UnixEpoch, [.. manifest.Units.Select(one => new UnitRevisions(one, "task:1", "task:2", null))]))
            .With(new DeploymentEntry.Updating(DateTimeOffset.UnixEpoch, unit));
        var world = new DeploymentWorld { Services = ImmutableDictionary<Unit, ServiceView>.Empty.Add(unit, new("task:9", new("other", ServiceDeploymentState.Running))) };

        var decision = (Decision.Step)DeploymentPlanner.Next(state, world, DateTimeOffset.UnixEpoch.AddMinutes(1));

        Assert.That(((DeploymentEntry.Failing)decision.Entry).Reason, Does.Contain("somebody else deploys task:9"));
        Assert.That(decision.Action, Is.Null);
    }

    [Test]
    public void The_preflight_names_every_region_that_is_not_ready()
    {
        var manifest = Manifests.Of(waves: 1);
        var readings = new Dictionary<Unit, ServiceReading>
        {
            [manifest.Units.First()] = new() { IsActive = true, IsDeploying = true, AlarmsRaised = ["errors"], MissingImages = ["web"] },
        };

        Assert.That(Preflight.Problems(manifest, readings, drift: "the configuration has drifted"), Is.EqualTo([
            "main/service-0 in us-east-1 is being deployed already",
            "main/service-0 in us-east-1: the alarm errors is raised before anything was changed",
            "main/service-0 in us-east-1: there is no image web in us-east-1",
            "main/service-0 in us-west-2 was not read",
            "the configuration has drifted",
        ]));
    }
}
