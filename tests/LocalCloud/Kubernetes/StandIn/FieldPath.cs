namespace LocalCloud.Kubernetes.StandIn;

/// <summary>A field that somebody may own: a key of a map, the map itself, or a field that is owned whole.</summary>
/// <param name="Parent"><c>data</c>, <c>metadata.labels</c>, <c>immutable</c>…</param>
/// <param name="Key">Nothing for the field itself.</param>
internal readonly record struct FieldPath(string Parent, string? Key) : IComparable<FieldPath>
{
    public int CompareTo(FieldPath other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>As conflicts name it: <c>.data.app.properties</c>.</summary>
    public override string ToString() => Key is null ? $".{Parent}" : $".{Parent}.{Key}";
}
