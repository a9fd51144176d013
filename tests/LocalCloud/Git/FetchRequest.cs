using System.Collections.Immutable;

namespace LocalCloud.Git;

/// <summary>What the body of a POST to git-upload-pack asks for.</summary>
internal sealed record FetchRequest(bool IsV2, ImmutableArray<string> Capabilities, int Wants, int Haves)
{
    /// <exception cref="InvalidDataException">The body is not made of packets.</exception>
    public static async Task<FetchRequest> ParseAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var (v2, inArguments, wants, haves) = (false, false, 0, 0);
        var capabilities = ImmutableArray<string>.Empty;
        var stream = new MemoryStream(body.ToArray(), writable: false);

        while (await PktLine.ReadAsync(stream, cancellation) is { } line)
        {
            var text = line.Kind == PktKind.Data ? line.Text : "";
            if (text.StartsWith("command=", StringComparison.Ordinal))
            {
                v2 = true;
            }
            else if (line.Kind == PktKind.Delimiter)
            {
                inArguments = true;
            }
            else if (text.StartsWith("want ", StringComparison.Ordinal))
            {
                wants++;
                if (!v2 && wants == 1)
                {
                    capabilities = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(2)];
                }
            }
            else if (text.StartsWith("have ", StringComparison.Ordinal))
            {
                haves++;
            }
            else if (v2 && text.Length > 0)
            {
                // Arguments such as thin-pack are what v0 calls capabilities; only those before the delimiter need an advertisement.
                capabilities = capabilities.Add(inArguments ? ArgumentMark + text : text);
            }
        }

        return new(v2, capabilities, wants, haves);
    }

    /// <summary>Stands before a protocol v2 argument, which a client may use unasked, in <see cref="Capabilities"/>.</summary>
    private const string ArgumentMark = " ";

    /// <summary>The capabilities that must have been advertised.</summary>
    public IEnumerable<string> Negotiated => Capabilities.Where(c => !c.StartsWith(ArgumentMark, StringComparison.Ordinal));

    /// <summary>All of them, arguments included, for the log.</summary>
    public ImmutableArray<string> Asked => [.. Capabilities.Select(c => c.TrimStart())];
}
