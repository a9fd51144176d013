using System.Collections.Immutable;
using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Modules.Deployments.State;

/// <summary>What a run sees of the world before it decides. A unit or region that could not be read is not in it: then nothing is decided about it.</summary>
internal sealed record DeploymentWorld
{
    public ImmutableDictionary<Unit, ServiceView> Services { get; init; } = ImmutableDictionary<Unit, ServiceView>.Empty;

    /// <summary>Region to its health, of the regions of the wave that bakes.</summary>
    public ImmutableDictionary<string, Health> Health { get; init; } = ImmutableDictionary.Create<string, Health>(StringComparer.Ordinal);

    /// <summary>Wave to who approved it, of requests that are not in the journal yet.</summary>
    public ImmutableDictionary<string, string> Approvals { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Who asked to stop, if somebody did.</summary>
    public string? Abort { get; init; }
}

/// <summary>One service as ECS describes it.</summary>
/// <param name="TaskDefinition">ARN of what it is asked to run.</param>
/// <param name="Deployment">Its newest service deployment; null: there was none yet.</param>
internal sealed record ServiceView(string TaskDefinition, DeploymentView? Deployment);

/// <summary>A service deployment of ECS.</summary>
/// <param name="Arn">To tell it from others, and to stop it.</param>
/// <param name="Status">ECS's word.</param>
/// <param name="Reason">ECS's words on it.</param>
internal sealed record DeploymentView(string Arn, ServiceDeploymentState Status, string? Reason = null);

/// <summary>ECS's states of a service deployment, as far as we tell them apart.</summary>
internal enum ServiceDeploymentState
{
    /// <summary><c>PENDING</c>, <c>IN_PROGRESS</c>.</summary>
    Running,

    /// <summary><c>STOP_REQUESTED</c>, <c>ROLLBACK_REQUESTED</c>, <c>ROLLBACK_IN_PROGRESS</c>: on its way back.</summary>
    RollingBack,

    /// <summary><c>SUCCESSFUL</c>.</summary>
    Successful,

    /// <summary><c>ROLLBACK_SUCCESSFUL</c>.</summary>
    RolledBack,

    /// <summary><c>STOPPED</c>: it ended where it was, neither here nor there.</summary>
    Stopped,

    /// <summary><c>ROLLBACK_FAILED</c>.</summary>
    RollbackFailed,
}

/// <summary>What health checks say of a region.</summary>
/// <param name="Verdict">Healthy only when every check passed; inconclusive when none failed and one gave no data.</param>
/// <param name="Detail">Which check, and what it saw.</param>
internal sealed record Health(HealthVerdict Verdict, string Detail);

internal enum HealthVerdict
{
    Healthy,
    Unhealthy,
    Inconclusive,
}
