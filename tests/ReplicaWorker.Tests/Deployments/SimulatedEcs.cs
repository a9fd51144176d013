using ReplicaWorker.Modules.Deployments.Manifest;
using ReplicaWorker.Modules.Deployments.State;

namespace ReplicaWorker.Tests.Deployments;

/// <summary>ECS services of several regions as a deployment sees them, after the API reference: what goes wrong is drawn beforehand.</summary>
internal sealed class SimulatedEcs(Func<Unit, int, Fate> fateOf)
{
    private readonly Dictionary<Unit, Service> _services = [];

    public void Add(Unit unit, string taskDefinition) => _services[unit] = new() { TaskDefinition = taskDefinition, Runs = taskDefinition };

    /// <summary>What really runs; null in the middle of a deployment.</summary>
    public string? Running(Unit unit) => _services[unit] is { Deployment: null or { Status: not (ServiceDeploymentState.Running or ServiceDeploymentState.RollingBack) } } service ? service.Runs : null;

    public ServiceView View(Unit unit) => _services[unit] is var service ? new(service.TaskDefinition, service.Deployment) : throw new InvalidOperationException();

    public void Do(DeploymentAction action)
    {
        var service = _services[action.Unit];
        switch (action)
        {
            case DeploymentAction.Update update when update.TaskDefinition != service.TaskDefinition || service.Deployment is { Status: ServiceDeploymentState.RolledBack or ServiceDeploymentState.RollbackFailed or ServiceDeploymentState.Stopped }:
                service.Count++;
                service.TaskDefinition = update.TaskDefinition;
                service.Left = 3;
                service.Deployment = new($"deployment-{action.Unit}-{service.Count}", ServiceDeploymentState.Running);
                break;
            case DeploymentAction.RollBack rollBack when service.Deployment is { Status: ServiceDeploymentState.Running } running && running.Arn == rollBack.DeploymentArn:
                service.Deployment = running with { Status = ServiceDeploymentState.RollingBack };
                service.Left = 2;
                break;
        }
    }

    /// <summary>A minute passes.</summary>
    public void Tick()
    {
        foreach (var (unit, service) in _services)
        {
            if (service.Deployment is { Status: ServiceDeploymentState.Running or ServiceDeploymentState.RollingBack } && --service.Left <= 0)
            {
                End(unit, service);
            }
        }
    }

    private void End(Unit unit, Service service)
    {
        var fate = fateOf(unit, service.Count);
        if (service.Deployment!.Status == ServiceDeploymentState.RollingBack)
        {
            var isBack = fate != Fate.RollbackFails;
            service.Deployment = service.Deployment with { Status = isBack ? ServiceDeploymentState.RolledBack : ServiceDeploymentState.RollbackFailed };
            service.TaskDefinition = isBack ? service.Runs : service.TaskDefinition;
            service.Runs = isBack ? service.Runs : "nothing that anybody wants";
        }
        else if (fate == Fate.Hangs)
        {
            service.Left = int.MaxValue;
        }
        else if (fate == Fate.Succeeds)
        {
            service.Deployment = service.Deployment with { Status = ServiceDeploymentState.Successful };
            service.Runs = service.TaskDefinition;
        }
        else if (fate == Fate.IsStopped)
        {
            service.Deployment = service.Deployment with { Status = ServiceDeploymentState.Stopped };
            service.Runs = "nothing that anybody wants";
        }
        else
        {
            service.Deployment = service.Deployment with { Status = ServiceDeploymentState.RollingBack };
            service.Left = 2;
        }
    }

    private sealed class Service
    {
        public required string TaskDefinition { get; set; }

        public required string Runs { get; set; }

        public DeploymentView? Deployment { get; set; }

        public int Count { get; set; }

        public int Left { get; set; }
    }
}

/// <summary>How one deployment of a service ends.</summary>
internal enum Fate
{
    Succeeds,
    RollsBack,
    RollbackFails,
    IsStopped,
    Hangs,
}
