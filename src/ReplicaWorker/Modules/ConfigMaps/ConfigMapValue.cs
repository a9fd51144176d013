using System.Text;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>The value of one key. Never printed.</summary>
internal sealed class ConfigMapValue : IEquatable<ConfigMapValue>
{
    private readonly string _stored;

    private ConfigMapValue(string stored, bool isBinary, int bytes) => (_stored, IsBinary, Bytes) = (stored, isBinary, bytes);

    /// <summary>It stands in <c>binaryData</c>.</summary>
    public bool IsBinary { get; }

    /// <summary>As the server counts it: what base64 stands for.</summary>
    public int Bytes { get; }

    public static ConfigMapValue Text(string text) => new(text, isBinary: false, Encoding.UTF8.GetByteCount(text));

    /// <param name="base64">As the API carries it.</param>
    public static ConfigMapValue Binary(string base64) =>
        new(base64, isBinary: true, (base64.Length / 4 * 3) - (base64.EndsWith("==", StringComparison.Ordinal) ? 2 : base64.EndsWith('=') ? 1 : 0));

    /// <summary>The text, or the base64, for a request to a cluster and for nothing else.</summary>
    public string Reveal() => _stored;

    public bool Equals(ConfigMapValue? other) => other is not null && IsBinary == other.IsBinary && _stored == other._stored;

    public override bool Equals(object? obj) => Equals(obj as ConfigMapValue);

    public override int GetHashCode() => HashCode.Combine(IsBinary, _stored);

    public override string ToString() => "(hidden)";
}
