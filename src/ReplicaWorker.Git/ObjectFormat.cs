using System.Security.Cryptography;

namespace ReplicaWorker.Git;

/// <summary>The hash that names a repository's objects. Two repositories of different formats cannot exchange packs.</summary>
/// <remarks>Source: gitprotocol-capabilities(5), <c>object-format</c>; absent means sha1.</remarks>
public sealed class ObjectFormat
{
    private readonly HashAlgorithmName _algorithm;

    private ObjectFormat(string name, int byteLength, HashAlgorithmName algorithm)
    {
        Name = name;
        ByteLength = byteLength;
        _algorithm = algorithm;
        Zero = new ObjectId(new string('0', HexLength));
    }

    public static ObjectFormat Sha1 { get; } = new("sha1", 20, HashAlgorithmName.SHA1);

    public static ObjectFormat Sha256 { get; } = new("sha256", 32, HashAlgorithmName.SHA256);

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    public int ByteLength { get; }

    public int HexLength => ByteLength * 2;

    /// <summary>"No object": the old id of a create, the new id of a delete.</summary>
    public ObjectId Zero { get; }

    /// <exception cref="GitProtocolException">The server names a format that git does not have.</exception>
    public static ObjectFormat Named(string? name) => name switch
    {
        null or "sha1" => Sha1,
        "sha256" => Sha256,
        _ => throw new GitProtocolException($"the server uses an unknown object format \"{Printable.Line(name)}\""),
    };

    /// <summary>The running hash over a pack in this format.</summary>
    public IncrementalHash CreateHash() => IncrementalHash.CreateHash(_algorithm);

    public override string ToString() => Name;
}
