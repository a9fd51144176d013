using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Modules.Deployments.State;

/// <summary>What a run does next: first write the entry, then act, then look again; or nothing.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>Writes an entry, and then does what it announces, if anything.</summary>
    internal sealed record Step(DeploymentEntry Entry, DeploymentAction? Action = null) : Decision;

    /// <summary>Does again what a run announced that may have died before it was done. Doing it twice is harmless.</summary>
    internal sealed record Again(DeploymentAction Action, string Reason) : Decision;

    /// <summary>Nothing to be done before something happens.</summary>
    /// <param name="For">Continues "waits for ".</param>
    internal sealed record Wait(string For) : Decision;

    /// <summary>It is over.</summary>
    internal sealed record Done : Decision;
}

/// <summary>A call that changes a service.</summary>
internal abstract record DeploymentAction(Unit Unit)
{
    /// <summary>UpdateService to a task definition.</summary>
    /// <param name="Unit">Which service.</param>
    /// <param name="TaskDefinition">ARN.</param>
    /// <param name="IsRollback">Puts back what ran before: the manifest's strategy is not for this.</param>
    internal sealed record Update(Unit Unit, string TaskDefinition, bool IsRollback) : DeploymentAction(Unit);

    /// <summary>StopServiceDeployment with ROLLBACK: only a deployment that is under way can be.</summary>
    internal sealed record RollBack(Unit Unit, string DeploymentArn) : DeploymentAction(Unit);
}
