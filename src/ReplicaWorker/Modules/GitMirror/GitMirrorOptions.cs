using System.Collections.Immutable;
using ReplicaWorker.Matching;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Section <c>GitMirror</c>. In a task definition <c>GitMirror__MaxDeletes</c> and so on.</summary>
internal sealed record GitMirrorOptions
{
    public const string Section = "GitMirror";

    private static readonly ImmutableSortedDictionary<string, string> NoEntries =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Base of every region's git URLs; <c>/v1/repos/NAME</c> is appended.</summary>
    /// <value>
    /// An absolute http or https URL in which <c>{region}</c> and <c>{suffix}</c> (the partition's domain) are replaced;
    /// <c>https://git-codecommit.{region}.{suffix}</c> unless told.
    /// </value>
    public string Endpoint { get; init; } = "https://git-codecommit.{region}.{suffix}";

    /// <summary>The same for single regions, when two regions have hosts that no pattern joins. Region to URL.</summary>
    /// <value>Keys are configured regions. Empty unless told.</value>
    public IReadOnlyDictionary<string, string> Endpoints { get; init; } = NoEntries;

    /// <summary>Globs of repository names that events and <c>--all</c> may mirror; see <see cref="Glob"/>.</summary>
    /// <value><c>*</c> unless told.</value>
    public ImmutableArray<string> Include { get; init; } = ["*"];

    /// <summary>Globs of repository names that are left alone, whatever <see cref="Include"/> says.</summary>
    /// <value>None unless told.</value>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Source repository to the replica's name; without an entry a replica is named like its source.</summary>
    /// <value>Legal CodeCommit names in their own case, no two with one replica. Empty unless told.</value>
    public IReadOnlyDictionary<string, string> Repositories { get; init; } = NoEntries;

    /// <summary>Globs of full ref names to mirror.</summary>
    /// <value><c>refs/heads/*,refs/tags/*</c> unless told.</value>
    public ImmutableArray<string> IncludeRefs { get; init; } = ["refs/heads/*", "refs/tags/*"];

    /// <summary>Globs of full ref names that are left alone: neither created nor changed nor deleted.</summary>
    /// <value>None unless told.</value>
    public ImmutableArray<string> ExcludeRefs { get; init; } = [];

    /// <summary>Most refs that one run may delete in one replica repository. More are held, all of them, and reported.</summary>
    /// <value>0 (never delete) or more; 100 unless told.</value>
    public int MaxDeletes { get; init; } = 100;

    /// <summary>What happens to a replica's tip that the source has never seen.</summary>
    /// <value><see cref="Diverged.Keep"/> unless told.</value>
    public Diverged Diverged { get; init; } = Diverged.Keep;

    /// <summary>Whether a replica repository that does not exist is created, with our tag.</summary>
    /// <value><see langword="true"/> unless told.</value>
    public bool CreateMissing { get; init; } = true;

    /// <summary>Region to the KMS key (id, ARN or alias) that a repository created there is encrypted with.</summary>
    /// <value>Keys are configured replica regions; without an entry CodeCommit's own key. Empty unless told.</value>
    public IReadOnlyDictionary<string, string> KmsKeys { get; init; } = NoEntries;

    /// <summary>Which repositories events and <c>--all</c> may mirror.</summary>
    public GlobSet RepositoryFilter => new(Include, Exclude);

    /// <summary>Which refs are mirrored.</summary>
    public GlobSet RefFilter => new(IncludeRefs, ExcludeRefs);

    /// <summary>The replica's name for a source repository.</summary>
    public string ReplicaOf(string repository) => Repositories.GetValueOrDefault(repository, repository);

    /// <param name="settings">Notes what is wrong; the result is then not for use.</param>
    /// <param name="replica">The regions that maps may name.</param>
    public static GitMirrorOptions Read(SettingsSection settings, ReplicaOptions replica)
    {
        var unset = new GitMirrorOptions();
        var options = new GitMirrorOptions
        {
            Endpoint = settings.Text(nameof(Endpoint)) ?? unset.Endpoint,
            Endpoints = settings.Map(nameof(Endpoints)),
            Include = settings.List(nameof(Include), unset.Include),
            Exclude = settings.List(nameof(Exclude)),
            Repositories = settings.Map(nameof(Repositories)),
            IncludeRefs = settings.List(nameof(IncludeRefs), unset.IncludeRefs),
            ExcludeRefs = settings.List(nameof(ExcludeRefs)),
            MaxDeletes = settings.Number(nameof(MaxDeletes), unset.MaxDeletes, least: 0, most: int.MaxValue),
            Diverged = settings.Choice(nameof(Diverged), unset.Diverged),
            CreateMissing = settings.Flag(nameof(CreateMissing), unset.CreateMissing),
            KmsKeys = settings.Map(nameof(KmsKeys)),
        };
        settings.RefuseTheRest();
        GitMirrorRules.Check(options, replica, settings);
        return options;
    }
}
