using System.Collections.Immutable;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Check;

/// <summary>All that decides what there is to check.</summary>
/// <param name="Replica">Regions, bus, configuration path.</param>
/// <param name="Git">Repositories and their keys.</param>
/// <param name="Secrets">Keys of secrets.</param>
/// <param name="Parameters">Keys of parameters.</param>
/// <param name="Replicas">The replica regions to look at.</param>
internal sealed record CheckScope(
    ReplicaOptions Replica, GitMirrorOptions Git, SecretsOptions Secrets, ParametersOptions Parameters, ImmutableArray<string> Replicas)
{
    public string Primary => Replica.PrimaryRegion;

    /// <summary>A name that nobody has, to be asked for where there is nothing: below what replication leaves out.</summary>
    public string AbsentParameter => $"{ParameterName.ProbeRoot}{Replica.Project}/{Replica.Environment}/none";

    public string AbsentSecret => AbsentParameter.TrimStart('/');

    /// <summary>The primary region first.</summary>
    public ImmutableArray<string> Regions => [Primary, .. Replicas];
}
