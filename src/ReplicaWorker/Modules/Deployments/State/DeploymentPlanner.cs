using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Modules.Deployments.State;

/// <summary>From what is written down and what is seen to the one next step. Pure: the same journal, world and time give the same decision.</summary>
/// <remarks>Before a deployment is ready, <see cref="Preflight"/> decides; everything after that is here.</remarks>
internal static class DeploymentPlanner
{
    /// <summary>UpdateService was announced so long ago and is not to be seen: the run that announced it has died.</summary>
    public static readonly TimeSpan Lost = TimeSpan.FromMinutes(2);

    /// <summary>A unit that has not come back after so long is tried once more, then given up.</summary>
    public static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(30);

    private const int MaxAttempts = 2;

    public static Decision Next(DeploymentState state, DeploymentWorld world, DateTimeOffset now) =>
        state.Verdict is not null ? new Decision.Done()
        : !state.IsReady ? throw new InvalidOperationException("the pre-flight comes first")
        : state.Failure is not null ? Rollback.Next(state, world, now)
        : world.Abort is { } who && state.Waves.Values.Count(wave => wave.IsPassed) < state.Manifest.Waves.Length ? Fail($"stopped by {who}", now)
        : Forward(state, world, now);

    private static Decision Forward(DeploymentState state, DeploymentWorld world, DateTimeOffset now)
    {
        foreach (var wave in state.Manifest.Waves)
        {
            var progress = state.Waves.GetValueOrDefault(wave.Name) ?? new();
            if (progress.IsPassed)
            {
                continue;
            }

            if (NeedsApproval(state.Manifest, wave) && !progress.IsApproved)
            {
                return world.Approvals.TryGetValue(wave.Name, out var by)
                    ? new Decision.Step(new DeploymentEntry.Approved(now, wave.Name, by))
                    : new Decision.Wait($"approval of wave {wave.Name}");
            }

            return now - state.Started - state.Waited > state.Manifest.Deadline
                ? Fail($"not done within {state.Manifest.Deadline}", now)
                : progress.BakingSince is { } since ? Bake(state.Manifest, wave, since, world, now)
                : Deploy(state, wave, world, now);
        }

        return new Decision.Step(new DeploymentEntry.Finished(now, DeploymentVerdict.Succeeded));
    }

    private static bool NeedsApproval(DeploymentManifest manifest, Wave wave) =>
        manifest.Approval == Approval.EveryWave || (manifest.Approval == Approval.BeforeStart && wave == manifest.Waves[0]);

    /// <summary>Every unit that has not begun begins; then each is followed to its end.</summary>
    private static Decision Deploy(DeploymentState state, Wave wave, DeploymentWorld world, DateTimeOffset now)
    {
        Decision? waiting = null;
        foreach (var unit in state.Manifest.UnitsOf(wave))
        {
            var decision = Follow(unit, state.Units[unit], world.Services.GetValueOrDefault(unit), now);
            if (decision is Decision.Wait)
            {
                waiting ??= decision;
            }
            else if (decision is not null)
            {
                return decision;
            }
        }

        return waiting ?? new Decision.Step(new DeploymentEntry.Baking(now, wave.Name));
    }

    /// <returns>Null: the unit is deployed.</returns>
    private static Decision? Follow(Unit unit, UnitState state, ServiceView? seen, DateTimeOffset now)
    {
        var update = new DeploymentAction.Update(unit, state.Next, IsRollback: false);
        return (state.Phase, seen) switch
        {
            (UnitPhase.Deployed, _) => null,
            (_, null) => new Decision.Wait($"{unit}, which cannot be read"),
            (UnitPhase.Untouched, _) => new Decision.Step(new DeploymentEntry.Updating(now, unit), update),
            (_, { TaskDefinition: var current }) when current != state.Next => Elsewhere(unit, state, seen, update, now),
            (_, { Deployment: null or { Status: ServiceDeploymentState.Running } }) => new Decision.Wait($"the deployment of {unit}"),
            (_, { Deployment.Arn: var last }) when last == state.LastDeployment && state.Next != state.Previous => new Decision.Wait($"the deployment of {unit} to be listed"),
            (_, { Deployment.Status: ServiceDeploymentState.Successful }) => new Decision.Step(new DeploymentEntry.Deployed(now, unit)),
            (_, { Deployment: var ended }) => Fail($"{unit}: ECS says {Word(ended.Status)}{Said(ended)}", now),
        };
    }

    /// <summary>The service is asked to run something else than we said: not yet, no longer, or somebody else's.</summary>
    private static Decision Elsewhere(Unit unit, UnitState state, ServiceView seen, DeploymentAction update, DateTimeOffset now) =>
        seen.TaskDefinition != state.Previous ? Fail($"{unit}: somebody else deploys {seen.TaskDefinition}", now)
        : seen.Deployment is { } own && own.Arn != state.LastDeployment
            ? own.Status is ServiceDeploymentState.Running or ServiceDeploymentState.Successful
                ? Fail($"{unit}: somebody else deploys {seen.TaskDefinition}", now)
                : Fail($"{unit}: ECS says {Word(own.Status)}{Said(own)}", now)
        : now - state.Since >= Lost ? new Decision.Again(update, $"{unit} was to be updated at {state.Since:u}, and is not")
        : new Decision.Wait($"{unit}, which is about to be updated");

    private static Decision Bake(DeploymentManifest manifest, Wave wave, DateTimeOffset since, DeploymentWorld world, DateTimeOffset now)
    {
        var health = wave.Regions.Select(region => (Region: region, Health: world.Health.GetValueOrDefault(region)
            ?? (manifest.HealthChecks.IsEmpty ? new(HealthVerdict.Healthy, "") : new(HealthVerdict.Inconclusive, "nothing was read")))).ToList();
        foreach (var (unit, seen) in manifest.UnitsOf(wave).Select(unit => (unit, world.Services.GetValueOrDefault(unit))))
        {
            // An alarm of the service's own may still bring ECS to roll back while we watch.
            if (seen?.Deployment is { Status: ServiceDeploymentState.RollingBack or ServiceDeploymentState.RolledBack or ServiceDeploymentState.RollbackFailed } back)
            {
                return Fail($"{unit}: ECS says {Word(back.Status)}{Said(back)}", now);
            }
        }

        if (health.Find(one => one.Health.Verdict == HealthVerdict.Unhealthy) is { Region: { } region } sick)
        {
            return Fail($"{region} is not healthy: {sick.Health.Detail}", now);
        }

        if (now - since < wave.Bake)
        {
            return new Decision.Wait($"the bake time of wave {wave.Name}, until {since + wave.Bake:u}");
        }

        if (health.Find(one => one.Health.Verdict == HealthVerdict.Inconclusive) is { Region: { } silent } unknown)
        {
            return now - since < wave.Bake + manifest.InconclusiveLimit
                ? new Decision.Wait($"the health of {silent}: {unknown.Health.Detail}")
                : Fail($"nobody can say whether {silent} is healthy: {unknown.Health.Detail}", now);
        }

        return new Decision.Step(new DeploymentEntry.Passed(now, wave.Name));
    }

    private static Decision.Step Fail(string reason, DateTimeOffset now) => new(new DeploymentEntry.Failing(now, reason));

    internal static string Word(ServiceDeploymentState status) => status switch
    {
        ServiceDeploymentState.RollingBack => "that it is rolling back",
        ServiceDeploymentState.RolledBack => "that it has rolled back",
        ServiceDeploymentState.RollbackFailed => "that rolling back has failed",
        ServiceDeploymentState.Stopped => "that it was stopped",
        _ => status.ToString(),
    };

    internal static string Said(DeploymentView seen) => string.IsNullOrEmpty(seen.Reason) ? "" : $" ({seen.Reason})";

    /// <summary>Putting back: the latest wave first, and an earlier one only when the later one is settled.</summary>
    private static class Rollback
    {
        public static Decision Next(DeploymentState state, DeploymentWorld world, DateTimeOffset now)
        {
            if (!state.Manifest.RollbackOnFailure)
            {
                return Finish(state, now);
            }

            foreach (var wave in state.Manifest.Waves.Reverse())
            {
                Decision? waiting = null;
                foreach (var unit in state.Manifest.UnitsOf(wave).Where(unit => IsUnsettled(state.Units[unit])))
                {
                    var decision = Follow(unit, state.Units[unit], world.Services.GetValueOrDefault(unit), now);
                    if (decision is not Decision.Wait)
                    {
                        return decision;
                    }

                    waiting ??= decision;
                }

                if (waiting is not null)
                {
                    return waiting;
                }
            }

            return Finish(state, now);
        }

        private static bool IsUnsettled(UnitState unit) => unit.Phase is UnitPhase.Updating or UnitPhase.Deployed or UnitPhase.Restoring;

        private static Decision Follow(Unit unit, UnitState state, ServiceView? seen, DateTimeOffset now)
        {
            var isTimeUp = state.Phase == UnitPhase.Restoring && now - state.Since >= RestoreLimit;
            if (seen is null)
            {
                return isTimeUp
                    ? new Decision.Step(new DeploymentEntry.NotRestored(now, unit, "the service cannot be read"))
                    : new Decision.Wait($"{unit}, which cannot be read");
            }

            var isUnderWay = seen.Deployment is { Status: ServiceDeploymentState.Running or ServiceDeploymentState.RollingBack };
            if (seen.TaskDefinition == state.Previous && !isUnderWay && IsAtRest(state, seen, now))
            {
                return new Decision.Step(new DeploymentEntry.Restored(now, unit));
            }

            if (state.Phase != UnitPhase.Restoring)
            {
                // An update that was announced a moment ago may not be visible yet: what is not there cannot be put back.
                return state.Phase == UnitPhase.Updating && seen.TaskDefinition == state.Previous && now - state.Since < Lost
                    ? new Decision.Wait($"{unit}, which is about to be updated")
                    : Restore(unit, state, seen, attempt: 1, now);
            }

            if (isUnderWay && !isTimeUp)
            {
                return seen is { TaskDefinition: var current, Deployment.Status: ServiceDeploymentState.Running } && current == state.Next && now - state.Since >= Lost
                    ? new Decision.Again(Action(unit, state, seen), $"{unit} was to be put back at {state.Since:u}, and is not")
                    : new Decision.Wait($"{unit}, which is put back");
            }

            if (!isTimeUp && now - state.Since < Lost)
            {
                return new Decision.Wait($"{unit}, which is put back");
            }

            return state.Attempts < MaxAttempts
                ? Restore(unit, state, seen, state.Attempts + 1, now)
                : new Decision.Step(new DeploymentEntry.NotRestored(now, unit, Trouble(seen)));
        }

        /// <summary>Runs the previous task definition, and ECS is done with it.</summary>
        private static bool IsAtRest(UnitState state, ServiceView seen, DateTimeOffset now) =>
            seen.Deployment is null or { Status: ServiceDeploymentState.Successful or ServiceDeploymentState.RolledBack }
            && (state.Phase != UnitPhase.Updating || now - state.Since >= Lost || seen.Deployment?.Arn != state.LastDeployment);

        private static Decision.Step Restore(Unit unit, UnitState state, ServiceView seen, int attempt, DateTimeOffset now) =>
            new(new DeploymentEntry.Restoring(now, unit, attempt), Action(unit, state, seen));

        /// <summary>A deployment of ours that is under way is rolled back by ECS; one that is over is undone by a new one.</summary>
        private static DeploymentAction Action(Unit unit, UnitState state, ServiceView seen) =>
            seen is { Deployment: { Status: ServiceDeploymentState.Running } running } && seen.TaskDefinition == state.Next
                ? new DeploymentAction.RollBack(unit, running.Arn)
                : new DeploymentAction.Update(unit, state.Previous, IsRollback: true);

        private static string Trouble(ServiceView seen) =>
            seen.Deployment is { } last ? $"it is to run {seen.TaskDefinition}, and ECS says {Word(last.Status)}{Said(last)}" : $"it is to run {seen.TaskDefinition}";

        private static Decision.Step Finish(DeploymentState state, DateTimeOffset now) =>
            new(new DeploymentEntry.Finished(
                now,
                state.Units.Values.All(unit => unit.Phase is UnitPhase.Untouched or UnitPhase.Restored) ? DeploymentVerdict.RolledBack : DeploymentVerdict.Mixed));
    }
}
