using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Who must act on a refusal of Parameter Store, where the general table has no opinion.</summary>
internal static class ParameterMeaning
{
    /// <remarks><c>InvalidKeyId</c> is also said of a key that is disabled, or not for us: a person with rights on keys must act.</remarks>
    public static ExitCode Of(Exception failure) => failure is InvalidKeyIdException ? ExitCode.Denied : Meaning.Of(failure);

    /// <summary>Whether a failure is one item's: not the run's end, and not a defect of ours.</summary>
    public static bool IsItems(Exception failure) => failure is not OperationCanceledException && Of(failure) != ExitCode.Bug;
}
