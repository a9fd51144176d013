using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Whose a parameter is, by its tags.</summary>
internal sealed class ParameterMark(ReplicaOptions replica, ParametersOptions options)
{
    /// <summary>What the system that we replace tagged its copies with; the value counts, under whatever key it stands.</summary>
    public const string Replaced = "monitored-by-parameter-store-replication-lambda";

    private readonly OwnershipMark _mark = new(replica, options.MarkerKey, options.SourceKey);

    /// <summary>The source's tags as they go on its copy, with our mark.</summary>
    public Dictionary<string, string> OnACopyOf(IReadOnlyDictionary<string, string> tags) => _mark.OnACopyOf(tags);

    /// <summary>Whether a parameter of the primary region is a copy of somebody's, and so never a source.</summary>
    public bool IsCopy(IReadOnlyDictionary<string, string> tags) =>
        _mark.IsCopy(tags) || tags.Values.Any(value => value is OwnershipMark.Monitored or Replaced);

    /// <summary>Whose a parameter of a replica region is.</summary>
    public Standing Of(IReadOnlyDictionary<string, string> tags) =>
        _mark.IsOurs(tags) ? Standing.Ours
        : tags.ContainsKey(options.SourceKey) || tags.Values.Contains(OwnershipMark.Monitored, StringComparer.Ordinal) ? Standing.AnothersCopy
        : tags.Values.Contains(Replaced, StringComparer.Ordinal) ? Standing.ReplacedCopy
        : Standing.Unmarked;
}

/// <summary>Whose a parameter of a replica region is.</summary>
internal enum Standing
{
    /// <summary>Both tags, both with our values.</summary>
    Ours,

    /// <summary>A copy of the system that we replace: ours to take over where the source has the name.</summary>
    ReplacedCopy,

    /// <summary>A copy of another primary region, project or environment: never touched, whatever is configured.</summary>
    AnothersCopy,

    /// <summary>Somebody's own parameter.</summary>
    Unmarked,
}
