using System.Security.Cryptography;
using System.Text;

namespace LocalCloud;

/// <summary>Ids in the shape of UUIDs, the same ones in the same order in every run.</summary>
internal sealed class Ids(string seed)
{
    private long _count;

    public string Next()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {Interlocked.Increment(ref _count)}"));
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
