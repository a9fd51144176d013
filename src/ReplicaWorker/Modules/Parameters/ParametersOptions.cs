using System.Collections.Immutable;
using ReplicaWorker.Matching;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Section <c>Parameters</c>. In a task definition <c>Parameters__MaxDeletes</c> and so on.</summary>
internal sealed record ParametersOptions
{
    public const string Section = "Parameters";

    /// <summary>Globs of parameter names that events and <c>--all</c> may copy; see <see cref="Glob"/>.</summary>
    /// <value><c>*</c> unless told.</value>
    public ImmutableArray<string> Include { get; init; } = ["*"];

    /// <summary>Globs of parameter names that are left alone on both sides, whatever <see cref="Include"/> says.</summary>
    /// <value>None unless told.</value>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Key of the tag that says that a parameter is a copy.</summary>
    /// <value>A tag key of 1 to 128 characters, not <c>aws:…</c>; <c>ReplicationStatus</c> unless told.</value>
    public string MarkerKey { get; init; } = OwnershipMark.DefaultStatusKey;

    /// <summary>Key of the tag that says whose copy it is.</summary>
    /// <value>Another tag key; <c>ReplicationSource</c> unless told.</value>
    public string SourceKey { get; init; } = OwnershipMark.DefaultSourceKey;

    /// <summary>What happens where a parameter stands in a replica region that bears nobody's mark.</summary>
    /// <value><see cref="ParameterConflict.Fail"/> unless told.</value>
    public ParameterConflict OnConflict { get; init; } = ParameterConflict.Fail;

    /// <summary>Most orphans that one run may delete in one replica region. More are held, all of them, and reported.</summary>
    /// <value>0 (never delete) or more; 100 unless told.</value>
    public int MaxDeletes { get; init; } = 100;

    /// <summary>Leaves out parameters whose value holds an ARN of the primary region; they are reported either way.</summary>
    /// <value><see langword="false"/> unless told.</value>
    public bool SkipRegionalValues { get; init; }

    /// <summary>A full sync compares the labels of current versions too: one more call a parameter and region.</summary>
    /// <value><see langword="false"/> unless told; <c>--labels</c> asks for one run.</value>
    public bool Labels { get; init; }

    /// <summary>Region to the KMS key (id, ARN or alias there) that every SecureString copied to it is encrypted with.</summary>
    /// <value>Keys are configured replica regions; without an entry the source's key is mapped, see <see cref="KmsKeyMap"/>. Empty unless told.</value>
    public IReadOnlyDictionary<string, string> KmsKeys { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>How long a deleted name is left alone before it is created again with another type.</summary>
    /// <remarks>Source: Systems Manager API reference, DeleteParameter: "wait for at least 30 seconds".</remarks>
    /// <value>0 to 10 minutes; 30 seconds unless told.</value>
    public TimeSpan RecreateWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>PutParameter calls a second and region, at most.</summary>
    /// <value>1 to 10,000; 3 unless told, what AWS grants by default. 10 where higher throughput is switched on.</value>
    public int PutsPerSecond { get; init; } = 3;

    /// <summary>GetParameter and GetParameters calls a second and region, together, at most.</summary>
    /// <value>1 to 10,000; 40 unless told, what AWS grants by default.</value>
    public int ReadsPerSecond { get; init; } = 40;

    /// <summary>DescribeParameters calls a second and region, at most. AWS publishes no figure; about 20 quick calls were seen throttled.</summary>
    /// <value>1 to 10,000; 10 unless told.</value>
    public int DescribesPerSecond { get; init; } = 10;

    /// <summary>Calls a second and region, at most, of every other kind (tags, labels, history, deletions) by itself: unpublished as well.</summary>
    /// <value>1 to 10,000; 10 unless told.</value>
    public int CallsPerSecond { get; init; } = 10;

    /// <summary>Which parameters events and <c>--all</c> may copy.</summary>
    public GlobSet Filter => new(Include, Exclude);

    /// <param name="settings">Notes what is wrong; the result is then not for use.</param>
    /// <param name="replica">The regions that maps may name.</param>
    public static ParametersOptions Read(SettingsSection settings, ReplicaOptions replica)
    {
        var unset = new ParametersOptions();
        var options = new ParametersOptions
        {
            Include = settings.List(nameof(Include), unset.Include),
            Exclude = settings.List(nameof(Exclude)),
            MarkerKey = settings.Text(nameof(MarkerKey)) ?? unset.MarkerKey,
            SourceKey = settings.Text(nameof(SourceKey)) ?? unset.SourceKey,
            OnConflict = settings.Choice(nameof(OnConflict), unset.OnConflict),
            MaxDeletes = settings.Number(nameof(MaxDeletes), unset.MaxDeletes, least: 0, most: int.MaxValue),
            SkipRegionalValues = settings.Flag(nameof(SkipRegionalValues), unset.SkipRegionalValues),
            Labels = settings.Flag(nameof(Labels), unset.Labels),
            KmsKeys = settings.Map(nameof(KmsKeys)),
            RecreateWait = settings.Duration(nameof(RecreateWait), unset.RecreateWait, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            PutsPerSecond = settings.Number(nameof(PutsPerSecond), unset.PutsPerSecond, least: 1, most: 10_000),
            ReadsPerSecond = settings.Number(nameof(ReadsPerSecond), unset.ReadsPerSecond, least: 1, most: 10_000),
            DescribesPerSecond = settings.Number(nameof(DescribesPerSecond), unset.DescribesPerSecond, least: 1, most: 10_000),
            CallsPerSecond = settings.Number(nameof(CallsPerSecond), unset.CallsPerSecond, least: 1, most: 10_000),
        };
        settings.RefuseTheRest();
        ParametersRules.Check(options, replica, settings);
        return options;
    }
}

/// <summary>What happens to a source's copy where a parameter of that name stands without any mark.</summary>
internal enum ParameterConflict
{
    /// <summary>It is left as it is, and reported as a failure.</summary>
    Fail,

    /// <summary>It becomes ours when it equals the source in all but tags; else it is a failure.</summary>
    Adopt,

    /// <summary>It is overwritten and becomes ours. It is never deleted to do so.</summary>
    Overwrite,
}
