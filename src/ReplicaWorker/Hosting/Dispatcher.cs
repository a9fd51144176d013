using System.Collections.Immutable;
using System.Diagnostics;
using ReplicaWorker.Events;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;

namespace ReplicaWorker.Hosting;

/// <summary>From an event to the one module that it is for. The only router there is.</summary>
internal static class Dispatcher
{
    /// <exception cref="BadEventException">The event is for a module that this version does not have.</exception>
    public static Job Plan(ReplicaEvent cause) => Route(cause) with { Cause = cause, DryRun = cause is ReplicaEvent.ActionRequested { DryRun: true } };

    private static Job Route(ReplicaEvent cause) => cause switch
    {
        ReplicaEvent.RefChanged e => Mirror(e.Repository, e.Ref is null ? null : new(e.Ref, e.OldCommitId, e.CommitId)),
        ReplicaEvent.RepositoryChanged e => Mirror(e.Repository),
        ReplicaEvent.RepositoryDeleted e => Job.Nothing(
            ModuleNames.GitMirror, $"repository {e.Repository} was deleted at the source: its replicas are kept, delete them by hand if that is meant"),
        ReplicaEvent.ParameterChanged e => Parameters([e.Name], labels: e.Operation == ParameterOperation.LabelParameterVersion),
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
        RequestedAction.Mirror => Job.For(
            ModuleNames.GitMirror, new MirrorRequest(asked.Names, All: asked.Names.IsEmpty), everything: asked.Names.IsEmpty) with
        {
            Repeat = Repeat("mirror", asked.Names),
        },
        RequestedAction.Secrets => Secrets(asked.Names),
        RequestedAction.Parameters => Job.For(
            ModuleNames.Parameters, new ParametersRequest(asked.Names, All: asked.Names.IsEmpty), everything: asked.Names.IsEmpty) with
        {
            Repeat = Repeat("parameters", asked.Names),
        },
        RequestedAction.ConfigMaps => Missing("the action", ModuleNames.ConfigMaps),
        RequestedAction.Drift => Missing("the action", ModuleNames.Drift),
        RequestedAction.Deploy => Missing("the action", ModuleNames.Deployments),
        RequestedAction.Sync => Missing("the action", ModuleNames.Sync),
        RequestedAction.Check => Missing("the action", ModuleNames.Check),
        _ => throw new UnreachableException(asked.Action.ToString()),
    };

    private static Job Mirror(string repository, RefHint? hint = null) =>
        Job.For(ModuleNames.GitMirror, new MirrorRequest([repository], Hint: hint)) with { Repeat = Repeat("mirror", [repository]) };

    private static Job Secrets(ImmutableArray<string> names) =>
        Job.For(ModuleNames.Secrets, new SecretsRequest(names, All: names.IsEmpty), everything: names.IsEmpty) with { Repeat = Repeat("secrets", names) };

    /// <summary>The command line that does by hand what the event asked for.</summary>
    private static ImmutableArray<string> Repeat(string verb, ImmutableArray<string> names) => names.IsEmpty ? [verb, "--all"] : [verb, .. names];

    private static Job Parameters(ImmutableArray<string> names, bool labels = false) =>
        Job.For(ModuleNames.Parameters, new ParametersRequest(names, Labels: labels)) with
        {
            Repeat = labels ? ["parameters", .. names, "--labels"] : ["parameters", .. names],
        };

    private static Job Missing(string what, string module) =>
        throw new BadEventException($"{what} is for the {module} module, which this version does not have");
}
