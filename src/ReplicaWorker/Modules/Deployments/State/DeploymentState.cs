using System.Collections.Immutable;
using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Modules.Deployments.State;

/// <summary>What a journal comes to.</summary>
/// <param name="Manifest">What is to be done.</param>
/// <param name="Started">When it began.</param>
internal sealed record DeploymentState(DeploymentManifest Manifest, DateTimeOffset Started)
{
    /// <summary>By unit; empty until every region was found ready.</summary>
    public ImmutableDictionary<Unit, UnitState> Units { get; init; } = ImmutableDictionary<Unit, UnitState>.Empty;

    /// <summary>Wave to how far it is; a wave that is not there has not begun.</summary>
    public ImmutableDictionary<string, WaveState> Waves { get; init; } = ImmutableDictionary.Create<string, WaveState>(StringComparer.Ordinal);

    /// <summary>How long it has waited for people; the deadline does not count that.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Since when the wave that is next has waited, as far as the journal knows.</summary>
    public DateTimeOffset LastEntry { get; init; } = Started;

    /// <summary>Why it goes no further.</summary>
    public string? Failure { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    public DeploymentVerdict? Verdict { get; init; }

    public bool IsReady => !Units.IsEmpty;

    /// <summary>The state after one more entry. Entries that make no sense where they stand cannot be: each run folds the journal before it adds to it.</summary>
    public DeploymentState With(DeploymentEntry entry)
    {
        var next = entry switch
        {
            DeploymentEntry.Ready ready => this with
            {
                Units = ready.Revisions.ToImmutableDictionary(one => one.Unit, one => new UnitState(one.Previous, one.Next, one.LastDeployment)),
            },
            DeploymentEntry.Approved approved => Wave(approved.Wave, wave => wave with { IsApproved = true }) with { Waited = Waited + (approved.At - LastEntry) },
            DeploymentEntry.Updating updating => Unit(updating.Unit, unit => unit with { Phase = UnitPhase.Updating, Since = updating.At }),
            DeploymentEntry.Deployed deployed => Unit(deployed.Unit, unit => unit with { Phase = UnitPhase.Deployed, Since = deployed.At }),
            DeploymentEntry.Baking baking => Wave(baking.Wave, wave => wave with { BakingSince = baking.At }),
            DeploymentEntry.Passed passed => Wave(passed.Wave, wave => wave with { IsPassed = true }),
            DeploymentEntry.Failing failing => this with { Failure = Failure ?? failing.Reason, FailedAt = FailedAt ?? failing.At },
            DeploymentEntry.Restoring restoring => Unit(
                restoring.Unit, unit => unit with { Phase = UnitPhase.Restoring, Since = restoring.At, Attempts = restoring.Attempt }),
            DeploymentEntry.Restored restored => Unit(restored.Unit, unit => unit with { Phase = UnitPhase.Restored, Since = restored.At }),
            DeploymentEntry.NotRestored lost => Unit(
                lost.Unit, unit => unit with { Phase = UnitPhase.NotRestored, Since = lost.At, Trouble = lost.Reason }),
            DeploymentEntry.Finished finished => this with { Verdict = finished.Verdict },
            _ => this,
        };
        return next with { LastEntry = entry.At };
    }

    private DeploymentState Unit(Unit unit, Func<UnitState, UnitState> change) => this with { Units = Units.SetItem(unit, change(Units[unit])) };

    private DeploymentState Wave(string wave, Func<WaveState, WaveState> change) =>
        this with { Waves = Waves.SetItem(wave, change(Waves.GetValueOrDefault(wave) ?? new())) };
}

/// <summary>How far one service in one region is.</summary>
/// <param name="Previous">ARN of the task definition that it ran before.</param>
/// <param name="Next">ARN of the one that it is to run.</param>
/// <param name="LastDeployment">ARN of the newest service deployment before ours.</param>
internal sealed record UnitState(string Previous, string Next, string? LastDeployment)
{
    public UnitPhase Phase { get; init; }

    /// <summary>When it came to this phase.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>To put it back.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it could not be put back.</summary>
    public string? Trouble { get; init; }
}

internal enum UnitPhase
{
    Untouched,
    Updating,
    Deployed,
    Restoring,
    Restored,
    NotRestored,
}

/// <summary>How far one wave is.</summary>
internal sealed record WaveState
{
    public bool IsApproved { get; init; }

    public DateTimeOffset? BakingSince { get; init; }

    public bool IsPassed { get; init; }
}
