using System.Security.Cryptography;
using System.Text;

namespace ReplicaWorker.Modules.Comparison;

/// <summary>The random key of one run's digests: without it a digest tells nobody anything, and it leaves memory with the process.</summary>
internal sealed class ContentKey
{
    private const int ShownBytes = 8;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>As a report may show a digest.</summary>
    public static string Shown(ReadOnlySpan<byte> digest) => Convert.ToHexStringLower(digest[..ShownBytes]);

    public (byte[] Digest, int Bytes) Digest(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            return (Digest(bytes), bytes.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public byte[] Digest(ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(_key, bytes);
}
