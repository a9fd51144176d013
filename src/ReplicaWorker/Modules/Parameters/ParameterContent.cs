using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>A parameter's value, or, where only comparing is left to do, no more than a keyed digest of it. Never printed.</summary>
/// <remarks>
/// Two are equal when they were made with one <see cref="ContentKey"/> and their values are. A full sync keeps digests alone: thousands
/// of values would fill memory, and what is not there cannot leak.
/// </remarks>
internal sealed class ParameterContent : IEquatable<ParameterContent>
{
    private readonly byte[] _digest;
    private readonly string? _text;

    private ParameterContent(byte[] digest, string? text, int bytes, bool mentionsRegion) =>
        (_digest, _text, Bytes, MentionsRegion) = (digest, text, bytes, mentionsRegion);

    /// <summary>The digest as a report may show it: equal ones can be seen to be equal, and nothing guessed.</summary>
    public string Shown => ContentKey.Shown(_digest);

    /// <summary>The value's length in UTF-8.</summary>
    public int Bytes { get; }

    /// <summary>The value holds an ARN of the region it was read in.</summary>
    public bool MentionsRegion { get; }

    /// <param name="text">The value.</param>
    /// <param name="region">Where it was read.</param>
    /// <param name="key">The run's.</param>
    public static ParameterContent Of(string text, string region, ContentKey key)
    {
        var (digest, bytes) = key.Digest(text);
        return new(digest, text, bytes, RegionalValue.IsIn(text, region));
    }

    /// <summary>The value itself, for a request to the service and for nothing else.</summary>
    /// <exception cref="InvalidOperationException">Only the digest was kept.</exception>
    public string Reveal() => _text ?? throw new InvalidOperationException("the value was not kept");

    /// <summary>Whether a copy's value is this one with its own region in it instead of ours, and otherwise the same.</summary>
    /// <param name="copy">As it was read in its region.</param>
    /// <param name="from">The region of this one.</param>
    /// <param name="to">The copy's.</param>
    /// <returns>False where only digests were kept.</returns>
    public bool IsRegionalTwinOf(ParameterContent copy, string from, string to) =>
        MentionsRegion && copy.MentionsRegion && _text is not null && copy._text == _text.Replace(from, to, StringComparison.Ordinal);

    /// <summary>The same, for comparing only.</summary>
    public ParameterContent WithoutText() => new(_digest, null, Bytes, MentionsRegion);

    public bool Equals(ParameterContent? other) => other is not null && _digest.AsSpan().SequenceEqual(other._digest);

    public override bool Equals(object? obj) => Equals(obj as ParameterContent);

    public override int GetHashCode() => BitConverter.ToInt32(_digest);

    public override string ToString() => "(hidden)";
}
