using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>By what a finding is known again in the next run's report.</summary>
internal static class FindingId
{
    /// <summary>16 hex digits: of a million findings, two would share one in a run of thirty million.</summary>
    private const int Bytes = 8;

    /// <summary>Each part goes in with its length, so that no two lists of parts read the same.</summary>
    public static string Of(ItemKind kind, string item, string region, DifferenceKind difference, string field)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in (ReadOnlySpan<string>)[Kebab.Of(kind), item, region, Kebab.Of(difference), field])
        {
            var text = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
            hash.AppendData(length);
            hash.AppendData(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }

    public static string Of(PairComparison pair, Difference difference) =>
        Of(pair.Kind, pair.Item, pair.Region, difference.Kind, difference.Field);
}
