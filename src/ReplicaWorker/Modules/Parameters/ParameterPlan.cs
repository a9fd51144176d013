using System.Collections.Immutable;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>What one parameter of one replica region needs.</summary>
/// <param name="Name">The parameter's.</param>
/// <param name="Verdict">Steps are there for <see cref="Verdict.Change"/> only.</param>
/// <param name="Steps">In the order they are taken.</param>
/// <param name="Remarks">What an operator should know, whatever the verdict.</param>
/// <param name="Reason">Why it fails, or is left alone.</param>
/// <param name="Meaning">Who must act on a failure.</param>
internal sealed record ParameterPlan(
    string Name,
    Verdict Verdict,
    ImmutableArray<ParameterStep> Steps,
    ImmutableArray<Remark> Remarks,
    string? Reason = null,
    ExitCode Meaning = ExitCode.SomeFailed)
{
    /// <summary>More is needed than these steps: look again when they are taken.</summary>
    public bool IsPartial => Steps.Any(step => step is ParameterStep.Delete { IsForGood: false });

    public static ParameterPlan InStep(string name, params ImmutableArray<Remark> remarks) => new(name, Verdict.InStep, [], remarks);

    public static ParameterPlan LeftAlone(string name, params ImmutableArray<Remark> remarks) => new(name, Verdict.LeftAlone, [], remarks);

    /// <summary>What stands in the way of a plan that fails.</summary>
    public Obstacle? Obstacle { get; init; }

    public static ParameterPlan Failed(string name, Obstacle obstacle, string reason, ExitCode meaning = ExitCode.SomeFailed) =>
        new(name, Verdict.Failed, [], [], reason, meaning) { Obstacle = obstacle };
}

internal enum Verdict
{
    /// <summary>The copy is what it should be, or there is none and none should be.</summary>
    InStep,

    /// <summary>There are steps to take.</summary>
    Change,

    /// <summary>Not for us: neither read as a source nor touched as a copy.</summary>
    LeftAlone,

    /// <summary>It cannot be brought in step; nothing is written.</summary>
    Failed,
}

/// <summary>Why a source cannot be brought over.</summary>
internal enum Obstacle
{
    /// <summary>Its name makes an ARN that is too long in the replica region.</summary>
    Name,

    /// <summary>With our mark it would have too many tags.</summary>
    Tags,

    /// <summary>It is encrypted with a key of the primary region alone, and no other is configured.</summary>
    Key,

    /// <summary>What stands in its place is not ours.</summary>
    Conflict,
}

/// <summary>What is reported once a run with the names it holds for, not once for each.</summary>
internal enum Remark
{
    /// <summary>The source is standard, its copy advanced: the service has no way back.</summary>
    StaysAdvanced,

    /// <summary>The value holds an ARN of the primary region.</summary>
    RegionalValue,

    /// <summary>The same, and left out as configured.</summary>
    RegionalValueSkipped,

    /// <summary>An Expiration that has passed was not copied: it would delete the copy at once.</summary>
    ExpiredPolicy,

    /// <summary>An AMI id is of one region.</summary>
    Image,

    /// <summary>The source bears a mark: it is a copy of somebody's.</summary>
    IsACopy,

    /// <summary>Our copy's oldest version lost its labels, since the next version needed its place.</summary>
    OldLabelsTaken,
}
