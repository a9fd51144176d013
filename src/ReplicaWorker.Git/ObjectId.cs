using System.Buffers;
using System.Text;

namespace ReplicaWorker.Git;

/// <summary>The name of one git object: 40 (sha1) or 64 (sha256) lower-case hex digits.</summary>
public readonly record struct ObjectId(string Hex)
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>Reads an id as servers write it.</summary>
    /// <returns>False when the length is not the format's, or a character is not a lower-case hex digit.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, ObjectFormat format, out ObjectId id)
    {
        if (text.Length != format.HexLength || text.ContainsAnyExcept(HexDigits))
        {
            id = default;
            return false;
        }

        id = new ObjectId(Encoding.ASCII.GetString(text));
        return true;
    }

    /// <summary>As <see cref="TryParse(ReadOnlySpan{byte}, ObjectFormat, out ObjectId)"/>, for text from elsewhere, such as an event.</summary>
    public static bool TryParse(string? text, ObjectFormat format, out ObjectId id)
    {
        id = default;
        return text is not null && TryParse(Encoding.UTF8.GetBytes(text), format, out id);
    }

    /// <summary>The first twelve digits: enough for people.</summary>
    public string Abbreviated => Hex.Length > 12 ? Hex[..12] : Hex;

    public override string ToString() => Hex;
}
