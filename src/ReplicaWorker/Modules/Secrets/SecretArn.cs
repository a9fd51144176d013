namespace ReplicaWorker.Modules.Secrets;

internal static class SecretArn
{
    /// <summary>The same secret's id in another region: of an ARN only the region differs, a name is the same everywhere.</summary>
    /// <remarks>Source: Secrets Manager user guide, "Replicate AWS Secrets Manager secrets across Regions".</remarks>
    public static string In(string id, string region) =>
        id.Split(':', 5) is ["arn", var partition, "secretsmanager", _, var rest] ? $"arn:{partition}:secretsmanager:{region}:{rest}" : id;
}
