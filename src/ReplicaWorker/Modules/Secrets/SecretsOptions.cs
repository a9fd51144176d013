using System.Collections.Immutable;
using ReplicaWorker.Matching;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Section <c>Secrets</c>. In a task definition <c>Secrets__OnConflict</c> and so on.</summary>
internal sealed record SecretsOptions
{
    public const string Section = "Secrets";

    private static readonly ImmutableSortedDictionary<string, string> NoEntries =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Globs of secret names that events and <c>--all</c> replicate; see <see cref="Glob"/>. Names, not ARNs.</summary>
    /// <value><c>*</c> unless told.</value>
    public ImmutableArray<string> Include { get; init; } = ["*"];

    /// <summary>Globs of secret names that are left alone, whatever <see cref="Include"/> says.</summary>
    /// <value>None unless told.</value>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Tags that a secret must carry, all of them, to be replicated by events and <c>--all</c>. Key to a glob of the value.</summary>
    /// <value>Empty unless told: every secret.</value>
    public IReadOnlyDictionary<string, string> IncludeTags { get; init; } = NoEntries;

    /// <summary>Tags of which any one makes events and <c>--all</c> leave a secret alone. Key to a glob of the value.</summary>
    /// <value>Empty unless told.</value>
    public IReadOnlyDictionary<string, string> ExcludeTags { get; init; } = NoEntries;

    /// <summary>Region to the KMS key (id, ARN or alias of that region) that replicas there are encrypted with.</summary>
    /// <value>Keys are configured replica regions; without an entry <c>aws/secretsmanager</c> for new replicas, and any key is right. Empty unless told.</value>
    /// <remarks>Given when a replica is made or made again. A replica that stands under another key is reported and held, never re-encrypted.</remarks>
    public IReadOnlyDictionary<string, string> KmsKeys { get; init; } = NoEntries;

    /// <summary>What happens when something else of that name stands in a replica region.</summary>
    /// <value><see cref="OnConflict.Fail"/> unless told.</value>
    public OnConflict OnConflict { get; init; } = OnConflict.Fail;

    /// <summary>Whether replicas in regions that are not configured (any more) are removed. They are reported either way.</summary>
    /// <value><see langword="false"/> unless told. With it every run over everything describes every secret: a list does not show its regions.</value>
    public bool RemoveUnlisted { get; init; }

    /// <summary>Most replicas that one run may remove in one region. More are held, all of them, and reported.</summary>
    /// <value>0 (never remove) or more; 10 unless told. A removed replica is gone at once, without a recovery window.</value>
    public int MaxDeletes { get; init; } = 10;

    /// <summary>How long a run waits for the replicas of one secret to be in sync before it reports them with exit code 75.</summary>
    /// <value>From 1 second to 1 hour; 2 minutes unless told.</value>
    public TimeSpan ReplicaTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Key of the tag that <c>release</c> and <c>promote</c> leave on the primary secret; see <see cref="ReplicationHold"/>.</summary>
    /// <value>1 to 128 characters that a tag's key may have; <c>ReplicationHold</c> unless told.</value>
    public string HoldTag { get; init; } = ReplicationHold.DefaultKey;

    /// <summary>Which names events and <c>--all</c> may replicate.</summary>
    public GlobSet NameFilter => new(Include, Exclude);

    /// <param name="settings">Notes what is wrong; the result is then not for use.</param>
    /// <param name="replica">The regions that <see cref="KmsKeys"/> may name.</param>
    public static SecretsOptions Read(SettingsSection settings, ReplicaOptions replica)
    {
        var unset = new SecretsOptions();
        var options = new SecretsOptions
        {
            Include = settings.List(nameof(Include), unset.Include),
            Exclude = settings.List(nameof(Exclude)),
            IncludeTags = settings.Map(nameof(IncludeTags)),
            ExcludeTags = settings.Map(nameof(ExcludeTags)),
            KmsKeys = settings.Map(nameof(KmsKeys)),
            OnConflict = settings.Choice(nameof(OnConflict), unset.OnConflict),
            RemoveUnlisted = settings.Flag(nameof(RemoveUnlisted), unset.RemoveUnlisted),
            MaxDeletes = settings.Number(nameof(MaxDeletes), unset.MaxDeletes, least: 0, most: int.MaxValue),
            ReplicaTimeout = settings.Duration(nameof(ReplicaTimeout), unset.ReplicaTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            HoldTag = settings.Text(nameof(HoldTag)) ?? unset.HoldTag,
        };
        settings.RefuseTheRest();
        SecretsRules.Check(options, replica, settings);
        return options;
    }
}
