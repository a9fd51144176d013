using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>Takes a secret of ours away with its replicas, at once: it has no recovery window, since nobody misses it.</summary>
internal static class SecretRemoval
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>A secret with replicas cannot be deleted, nor can a replica be removed that is being made: until <paramref name="stopping"/> it is tried again.</summary>
    public static async Task DeleteAsync(IAmazonSecretsManager secrets, string name, TimeProvider time, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                var secret = await secrets.DescribeSecretAsync(new() { SecretId = name }, stopping);
                if (secret.ReplicationStatus is { Count: > 0 } replicas)
                {
                    await secrets.RemoveRegionsFromReplicationAsync(
                        new() { SecretId = name, RemoveReplicaRegions = [.. replicas.Select(replica => replica.Region).OfType<string>()] }, stopping);
                }

                await secrets.DeleteSecretAsync(new() { SecretId = name, ForceDeleteWithoutRecovery = true }, stopping);
                return;
            }
            catch (ResourceNotFoundException)
            {
                return;
            }
            catch (InvalidRequestException)
            {
                await Task.Delay(Glance, time, stopping);
            }
        }
    }
}
