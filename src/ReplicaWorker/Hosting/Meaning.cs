using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using ReplicaWorker.Git;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Hosting;

/// <summary>From "what went wrong" to "who must act": the one table of exit codes.</summary>
internal static class Meaning
{
    /// <summary>How a run ends that a failure has cut short. First match wins.</summary>
    /// <param name="failure">What escaped.</param>
    /// <param name="stopped">The platform asked us to stop: whatever fails after that, fails because of it.</param>
    public static ExitCode Of(Exception failure, bool stopped = false) => stopped ? ExitCode.Stopped : failure switch
    {
        ReplicaException known => known.ExitCode,
        OptionsValidationException => ExitCode.BadConfiguration,
        AggregateException several => Worst([.. several.Flatten().InnerExceptions.Select(inner => Of(inner))]),
        GitDeniedException => ExitCode.Denied,
        GitException git => git.IsTransient ? ExitCode.TryLater : ExitCode.SomeFailed,
        AmazonServiceException refused => AwsMeaning.Of(refused),
        AmazonClientException unable => AwsMeaning.Of(unable),
        KubernetesException refused => KubernetesMeaning.Of(refused),
        KubeconfigException => ExitCode.BadConfiguration,
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => ExitCode.Denied,
        HttpRequestException or IOException or SocketException => ExitCode.TryLater,
        OperationCanceledException or TimeoutException => ExitCode.TryLater,   // not stopped, so the run's time was up
        _ => ExitCode.Bug,
    };

    /// <summary>How a run ends that has done what could be done.</summary>
    public static ExitCode Of(Outcome outcome) =>
        !outcome.Failures.IsEmpty ? Worst([.. outcome.Failures.Select(failure => failure.Meaning)])
        : outcome.Total.Failed > 0 ? ExitCode.SomeFailed
        : outcome.Total.Held > 0 ? ExitCode.Held
        : ExitCode.InStep;

    /// <summary>One code for several failures: 143, 70, 78; then 77 or 75 when every failure is of that kind, else 1.</summary>
    /// <param name="failures">One or more.</param>
    private static ExitCode Worst(IReadOnlyList<ExitCode> failures) =>
        failures.Contains(ExitCode.Stopped) ? ExitCode.Stopped
        : failures.Contains(ExitCode.Bug) ? ExitCode.Bug
        : failures.Contains(ExitCode.BadConfiguration) ? ExitCode.BadConfiguration
        : failures.Distinct().Take(2).ToArray() is [var all] ? all
        : ExitCode.SomeFailed;
}
