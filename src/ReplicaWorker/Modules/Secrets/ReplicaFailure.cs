using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>What AWS's word on a failed replica means: it has no code, only a sentence.</summary>
internal static class ReplicaFailure
{
    // Source: Secrets Manager user guide, "Troubleshoot replication": no permission on the key, or no such key, are the causes that a person must mend.
    private static readonly string[] Denials = ["denied", "not authorized", "permission", "kms"];

    public static ExitCode Meaning(string? message) =>
        message is not null && Denials.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)) ? ExitCode.Denied : ExitCode.SomeFailed;
}
