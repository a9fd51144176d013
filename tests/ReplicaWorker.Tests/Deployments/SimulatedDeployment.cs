using System.Collections.Immutable;
using ReplicaWorker.Modules.Deployments.Manifest;
using ReplicaWorker.Modules.Deployments.State;

namespace ReplicaWorker.Tests.Deployments;

/// <summary>Runs come and go once a minute; each reads the journal and the world, and takes steps until it has to wait, or dies.</summary>
/// <param name="Manifest">What is deployed.</param>
/// <param name="Fates">By unit and how many deployments it has had, how one ends.</param>
/// <param name="Deaths">True: the run dies after it has written its next step, before it acts.</param>
/// <param name="Health">By region and minute.</param>
/// <param name="Blind">By minute: no service can be read.</param>
/// <param name="AbortAt">The minute at which somebody stops it.</param>
internal sealed record SimulatedDeployment(
    DeploymentManifest Manifest,
    Func<Unit, int, Fate> Fates,
    Func<int, bool> Deaths,
    Func<string, int, HealthVerdict> Health,
    Func<int, bool> Blind,
    int? AbortAt = null)
{
    public const string Old = "task:1";
    public const string New = "task:2";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public (DeploymentState State, SimulatedEcs Ecs, ImmutableArray<DeploymentEntry> Journal, int Minutes) Run()
    {
        var ecs = new SimulatedEcs(Fates);
        foreach (var unit in Manifest.Units)
        {
            ecs.Add(unit, Old);
        }

        DeploymentEntry ready = new DeploymentEntry.Ready(Start, [.. Manifest.Units.Select(unit => new UnitRevisions(unit, Old, New, null))]);
        var (state, journal, steps) = (new DeploymentState(Manifest, Start).With(ready), new List<DeploymentEntry> { ready }, 0);
        for (var minute = 1; minute < 20_000; minute++)
        {
            var now = Start.AddMinutes(minute);
            ecs.Tick();
            for (var isDead = false; !isDead;)
            {
                var decision = DeploymentPlanner.Next(state, World(ecs, minute), now);
                if (decision is Decision.Done)
                {
                    return (state, ecs, [.. journal], minute);
                }

                if (decision is Decision.Wait)
                {
                    break;
                }

                isDead = Deaths(steps++);
                if (decision is Decision.Step step)
                {
                    journal.Add(step.Entry);
                    state = state.With(step.Entry);
                }

                if (!isDead && decision is Decision.Step { Action: { } announced })
                {
                    ecs.Do(announced);
                }
                else if (!isDead && decision is Decision.Again again)
                {
                    ecs.Do(again.Action);
                }
            }
        }

        throw new InvalidOperationException($"it never ended: {string.Join("; ", journal.TakeLast(5))}");
    }

    private DeploymentWorld World(SimulatedEcs ecs, int minute) => new()
    {
        Services = Blind(minute) ? ImmutableDictionary<Unit, ServiceView>.Empty : Manifest.Units.ToImmutableDictionary(unit => unit, ecs.View),
        Health = Manifest.Waves.SelectMany(wave => wave.Regions).ToImmutableDictionary(region => region, region => new Health(Health(region, minute), "drawn"), StringComparer.Ordinal),
        Approvals = Manifest.Waves.ToImmutableDictionary(wave => wave.Name, _ => "somebody", StringComparer.Ordinal),
        Abort = minute >= AbortAt ? "somebody" : null,
    };
}
