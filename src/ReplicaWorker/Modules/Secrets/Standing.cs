namespace ReplicaWorker.Modules.Secrets;

/// <summary>What stands in a replica region under the name of a primary secret.</summary>
internal enum Standing
{
    Nothing,

    /// <summary>A replica of our primary region.</summary>
    OurReplica,

    /// <summary>A replica of another region: another installation's.</summary>
    ForeignReplica,

    /// <summary>A secret with replicas of its own.</summary>
    Primary,

    /// <summary>A secret that an AWS service manages.</summary>
    ServiceOwned,

    /// <summary>A secret of its own: made by hand, by the copying that replication replaces, or a promoted replica.</summary>
    Standalone,

    /// <summary>A secret whose name is taken until its recovery window is over.</summary>
    AwaitingDeletion,
}

internal static class StandingExtensions
{
    /// <param name="there">What the region has of that name, described; null: the region has been read, and there is nothing.</param>
    /// <param name="region">The replica region.</param>
    /// <param name="primaryRegion">Ours.</param>
    public static Standing In(this SecretState? there, string region, string primaryRegion) => there switch
    {
        null => Standing.Nothing,
        { PrimaryRegion: { } home } when home == primaryRegion && home != region => Standing.OurReplica,
        { PrimaryRegion: { } home } when home != region => Standing.ForeignReplica,
        { OwningService: not null } => Standing.ServiceOwned,
        { DeletedDate: not null } => Standing.AwaitingDeletion,
        { Replicas.IsEmpty: false } => Standing.Primary,
        _ => Standing.Standalone,
    };

    /// <summary>For the message of a conflict: what it is, by ARN, and what can be done about it.</summary>
    public static string Describe(this Standing standing, SecretState there, string region, SecretState source) => standing switch
    {
        Standing.ForeignReplica => $"a replica of {there.PrimaryRegion} ({there.Arn}), another installation's: it is never overwritten",
        Standing.Primary => $"a secret with replicas of its own ({there.Arn}): it is never overwritten; take its replicas away first",
        Standing.ServiceOwned => $"a secret of {there.OwningService} ({there.Arn}): it is never overwritten",
        Standing.AwaitingDeletion =>
            $"a secret that awaits deletion since {there.DeletedDate:yyyy-MM-dd} ({there.Arn}); restore it, delete it without recovery, or set Secrets__OnConflict=Overwrite",
        _ when Suffix(there.Arn) == Suffix(source.Arn) =>
            $"a standalone secret that was a replica of this one and was promoted ({there.Arn}); delete it in {region}, or set Secrets__OnConflict=Overwrite",
        _ => $"a standalone secret ({there.Arn}), not a replica; delete it in {region}, or set Secrets__OnConflict=Overwrite",
    };

    /// <summary>A replica's ARN is its primary's but for the region, with the same random characters at its end.</summary>
    private static string Suffix(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}
