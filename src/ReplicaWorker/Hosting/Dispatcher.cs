using System.Collections.Immutable;
using System.Diagnostics;
using ReplicaWorker.Events;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Modules.Sync;

namespace ReplicaWorker.Hosting;

/// <summary>From an event to the one module that it is for. The only router there is.</summary>
internal static class Dispatcher
{
    /// <exception cref="BadEventException">The event is for a module that this version does not have.</exception>
    public static Job Plan(ReplicaEvent cause) => Route(cause) with { Cause = cause, DryRun = cause is ReplicaEvent.ActionRequested { DryRun: true } };

    private static Job Route(ReplicaEvent cause) => cause switch
    {
        ReplicaEvent.RefChanged e => Mirror([e.Repository], e.Ref is null ? null : new(e.Ref, e.OldCommitId, e.CommitId)),
        ReplicaEvent.RepositoryChanged e => Mirror([e.Repository]),
        ReplicaEvent.RepositoryDeleted e => Job.Nothing(
            ModuleNames.GitMirror, $"repository {e.Repository} was deleted at the source: its replicas are kept, delete them by hand if that is meant"),
        ReplicaEvent.ParameterChanged { Operation: ParameterOperation.LabelParameterVersion } e => Parameters([e.Name], labels: true),
        ReplicaEvent.ParameterChanged e => Parameters([e.Name]),
        ReplicaEvent.ParameterPolicyActed e => Parameters([e.Name]),
        ReplicaEvent.ParametersCalled e => Parameters(e.Names),
        ReplicaEvent.SecretLabelUpdated e => Secrets([e.SecretId]),
        ReplicaEvent.SecretCalled e => Secrets([e.SecretId]),
        ReplicaEvent.ActionRequested e => Act(e),
        ReplicaEvent.NothingToDo e => Job.Nothing(ModuleNames.None, "nothing to do: " + e.Reason),
        _ => throw new UnreachableException(cause.GetType().Name),   // the set is closed
    };

    private static Job Act(ReplicaEvent.ActionRequested asked) => asked.Action switch
    {
        RequestedAction.Mirror => Mirror(asked.Names),
        RequestedAction.Secrets => Secrets(asked.Names),
        RequestedAction.Parameters => Parameters(asked.Names),
        RequestedAction.ConfigMaps => Job.For(ModuleNames.ConfigMaps, ConfigMapsRequest.Everything, everything: true) with { Repeat = ["configmaps"] },
        RequestedAction.Drift => Missing("the action", ModuleNames.Drift),
        RequestedAction.Deploy => Missing("the action", ModuleNames.Deployments),
        RequestedAction.Sync => Job.For(ModuleNames.Sync, new SyncRequest(), everything: true) with { Repeat = ["sync"] },
        RequestedAction.Check => Missing("the action", ModuleNames.Check),
        _ => throw new UnreachableException(asked.Action.ToString()),
    };

    // No name is everything: so an event asks for it.
    private static Job Mirror(ImmutableArray<string> repositories, RefHint? hint = null) =>
        Job.For(ModuleNames.GitMirror, new MirrorRequest(repositories, All: repositories.IsEmpty, Hint: hint), everything: repositories.IsEmpty) with
        {
            Repeat = Repeat("mirror", repositories),
        };

    private static Job Secrets(ImmutableArray<string> ids)
    {
        var job = Job.For(ModuleNames.Secrets, new SecretsRequest(ids, All: ids.IsEmpty), everything: ids.IsEmpty) with { Repeat = Repeat("secrets", ids) };
        return ids.Aggregate(job, (sum, id) => sum.And(new ConfigMapsRequest { Secret = id }));
    }

    private static Job Parameters(ImmutableArray<string> names, bool labels = false)
    {
        var job = Job.For(ModuleNames.Parameters, new ParametersRequest(names, All: names.IsEmpty, Labels: labels), everything: names.IsEmpty) with
        {
            Repeat = [.. Repeat("parameters", names), .. labels ? ["--labels"] : Array.Empty<string>()],
        };
        return names.IsEmpty || labels ? job : job.And(new ConfigMapsRequest { Parameters = names });    // a label changes no current value
    }

    /// <summary>The command line that does by hand what the event asked for.</summary>
    private static ImmutableArray<string> Repeat(string verb, ImmutableArray<string> names) => names.IsEmpty ? [verb, "--all"] : [verb, .. names];

    private static Job Missing(string what, string module) =>
        throw new BadEventException($"{what} is for the {module} module, which this version does not have");
}
