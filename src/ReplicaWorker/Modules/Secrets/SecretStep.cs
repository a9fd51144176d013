namespace ReplicaWorker.Modules.Secrets;

/// <summary>One step of a plan, for one region.</summary>
/// <param name="Region">The replica region.</param>
/// <param name="Expected">What stands there now, as the snapshot saw it.</param>
/// <param name="Reason">Why, in words for people and logs.</param>
internal abstract record SecretStep(string Region, string Expected, string Reason)
{
    /// <summary>Makes the replica, or makes it again: <c>ReplicateSecretToRegions</c>.</summary>
    /// <param name="Region">The replica region.</param>
    /// <param name="KmsKeyId">Its key; null for <c>aws/secretsmanager</c>.</param>
    /// <param name="Overwrite">
    /// Whatever stands there goes. Without it AWS itself refuses to replace anything: the step cannot harm what came after the snapshot.
    /// </param>
    /// <param name="Expected">What stands there now.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Replicate(string Region, string? KmsKeyId, bool Overwrite, string Expected, string Reason)
        : SecretStep(Region, Expected, Reason);

    /// <summary>Nothing to be done but to see that AWS finishes.</summary>
    internal sealed record Await(string Region, string Expected, string Reason) : SecretStep(Region, Expected, Reason);

    /// <summary>Deletes the replica, at once and without a recovery window: <c>RemoveRegionsFromReplication</c>.</summary>
    internal sealed record Remove(string Region, string Expected, string Reason) : SecretStep(Region, Expected, Reason);

    /// <summary>The word for logs and reports.</summary>
    public string Action => this switch
    {
        Replicate { Overwrite: true } => "overwrite",
        Replicate => "replicate",
        Await => "await",
        _ => "remove",
    };

    /// <summary>Whether it writes.</summary>
    public bool IsChange => this is not Await;
}

/// <summary>A step that is not taken until a human has acted.</summary>
/// <param name="Region">The replica region.</param>
/// <param name="Action">What is not done.</param>
/// <param name="Reason">Why not, and what to do.</param>
internal sealed record HeldSecretStep(string Region, string Action, string Reason);

/// <summary>Something about one region that people should read.</summary>
internal sealed record SecretNote(string Region, string Text);
