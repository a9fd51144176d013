using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Modules.Deployments.State;

/// <summary>One line of a deployment's journal. The journal is all there is to know of it: runs come and go, each reads it and takes the next step.</summary>
/// <remarks>
/// Each is a parameter of its own that is created and never overwritten: of two runs that would take the same step one finds its
/// number taken, and is the slower one. What changes the world is written down before it is done, so that whoever comes after
/// a run that died in between knows where to look.
/// </remarks>
/// <param name="At">When it was written.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(Begun), "begun")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Approved), "approved")]
[JsonDerivedType(typeof(Updating), "updating")]
[JsonDerivedType(typeof(Deployed), "deployed")]
[JsonDerivedType(typeof(Baking), "baking")]
[JsonDerivedType(typeof(Passed), "passed")]
[JsonDerivedType(typeof(Failing), "failing")]
[JsonDerivedType(typeof(Restoring), "restoring")]
[JsonDerivedType(typeof(Restored), "restored")]
[JsonDerivedType(typeof(NotRestored), "not-restored")]
[JsonDerivedType(typeof(Finished), "finished")]
internal abstract record DeploymentEntry(DateTimeOffset At)
{
    /// <summary>The first one.</summary>
    /// <param name="At">When.</param>
    /// <param name="Manifest">Its text, as it was given.</param>
    internal sealed record Begun(DateTimeOffset At, string Manifest) : DeploymentEntry(At);

    /// <summary>Every region was found ready before anything was changed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Revisions">For each unit what it ran before, and what it is to run.</param>
    internal sealed record Ready(DateTimeOffset At, ImmutableArray<UnitRevisions> Revisions) : DeploymentEntry(At);

    /// <param name="At">When.</param>
    /// <param name="Wave">The wave that may begin.</param>
    /// <param name="By">Who said so.</param>
    internal sealed record Approved(DateTimeOffset At, string Wave, string By) : DeploymentEntry(At);

    /// <summary>UpdateService is about to be called.</summary>
    internal sealed record Updating(DateTimeOffset At, Unit Unit) : DeploymentEntry(At);

    /// <summary>ECS says that the unit's deployment has succeeded.</summary>
    internal sealed record Deployed(DateTimeOffset At, Unit Unit) : DeploymentEntry(At);

    /// <summary>Every unit of the wave is deployed; its health is watched from here on.</summary>
    internal sealed record Baking(DateTimeOffset At, string Wave) : DeploymentEntry(At);

    /// <summary>The wave is through.</summary>
    internal sealed record Passed(DateTimeOffset At, string Wave) : DeploymentEntry(At);

    /// <summary>It goes no further: what follows is putting back, or nothing.</summary>
    internal sealed record Failing(DateTimeOffset At, string Reason) : DeploymentEntry(At);

    /// <summary>The unit is about to be put back.</summary>
    /// <param name="At">When.</param>
    /// <param name="Unit">Which.</param>
    /// <param name="Attempt">From 1.</param>
    internal sealed record Restoring(DateTimeOffset At, Unit Unit, int Attempt) : DeploymentEntry(At);

    /// <summary>The unit runs what it ran before.</summary>
    internal sealed record Restored(DateTimeOffset At, Unit Unit) : DeploymentEntry(At);

    /// <summary>It does not, and we have given up on it.</summary>
    internal sealed record NotRestored(DateTimeOffset At, Unit Unit, string Reason) : DeploymentEntry(At);

    internal sealed record Finished(DateTimeOffset At, DeploymentVerdict Verdict) : DeploymentEntry(At);
}

/// <summary>What a unit ran and is to run.</summary>
/// <param name="Unit">Which.</param>
/// <param name="Previous">ARN of the task definition that it runs.</param>
/// <param name="Next">ARN of the one that it is to run.</param>
/// <param name="LastDeployment">ARN of its newest service deployment: any other that is seen later came after. Clocks need not agree.</param>
internal sealed record UnitRevisions(Unit Unit, string Previous, string Next, string? LastDeployment);

/// <summary>How a deployment ended.</summary>
internal enum DeploymentVerdict
{
    /// <summary>Every unit runs what the manifest says.</summary>
    Succeeded,

    /// <summary>Something was not ready, or nobody approved: nothing was changed.</summary>
    NotBegun,

    /// <summary>It failed, and every unit runs what it ran before.</summary>
    RolledBack,

    /// <summary>It failed, and not everything could be, or was to be, put back: the report names each unit.</summary>
    Mixed,
}
