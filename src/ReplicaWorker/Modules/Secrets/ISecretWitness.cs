namespace ReplicaWorker.Modules.Secrets;

/// <summary>Is told what <see cref="SecretSnapshots"/> and <see cref="RegionGates"/> see besides what they return; from several threads at once.</summary>
internal interface ISecretWitness
{
    /// <summary>The item of what failed for a whole region.</summary>
    const string AllSecrets = "all secrets";

    /// <summary>Likewise: whether it is fenced.</summary>
    const string Fence = "fence";

    /// <summary>Nobody knows. Never taken for absent.</summary>
    void Fail(string region, string item, Exception failure);

    /// <summary>There is no such secret where sources stand, and a person has asked for it.</summary>
    void Unknown(string region, string item);

    /// <summary>Nobody's source.</summary>
    /// <param name="secret">Its name.</param>
    /// <param name="reason">Continues its name.</param>
    /// <param name="isNamed">Somebody asked for this one.</param>
    void NoSource(string secret, string reason, bool isNamed);

    /// <summary>Left out by the filters.</summary>
    void LeftOut(string secret, string reason, bool isNamed);

    /// <summary>The region is behind a fence.</summary>
    void HoldRegion(string region, string fence);
}
