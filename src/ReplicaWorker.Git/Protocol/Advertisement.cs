using System.Collections.Immutable;
using System.Text;

namespace ReplicaWorker.Git.Protocol;

/// <summary>Reads the answer to <c>info/refs</c>: refs with capabilities (protocol v0 and v1), or capabilities alone (v2).</summary>
/// <remarks>Source: gitprotocol-http(5), gitprotocol-pack(5) "Reference Discovery", gitprotocol-v2(5).</remarks>
internal static class Advertisement
{
    public static async Task<RefListing> ReadAsync(Stream body, string service, GitLimits limits, CancellationToken stopping)
    {
        var reader = new PktReader(body);
        var line = await FirstLineAsync(reader, service, stopping);

        if (line.IsData && line.Text == "version 2")
        {
            return await CapabilitiesAsync(reader, stopping);
        }

        if (line.IsData && line.Text == "version 1")
        {
            line = await NextAsync(reader, stopping);
        }

        return await RefsAsync(reader, line, limits, stopping);
    }

    /// <summary>The first line after the service's own. Protocol v2 servers may leave that one out (http-backend.c).</summary>
    private static async Task<PktLine> FirstLineAsync(PktReader reader, string service, CancellationToken stopping)
    {
        var line = await NextAsync(reader, stopping);
        if (!line.IsData || !line.Payload.Span.StartsWith("# service="u8))
        {
            return line.IsData && line.Text == "version 2"
                ? line
                : throw new GitProtocolException("the answer does not begin with the service's name: not a smart HTTP server");
        }

        if (line.Text != "# service=" + service)
        {
            throw new GitProtocolException($"asked for {service}, got \"{Printable.Line(line.Text)}\"");
        }

        line = await NextAsync(reader, stopping);
        return line.Kind == PktKind.Flush
            ? await NextAsync(reader, stopping)
            : throw new GitProtocolException("the service's name is not followed by a flush packet");
    }

    private static async Task<RefListing> CapabilitiesAsync(PktReader reader, CancellationToken stopping)
    {
        var entries = new List<string>();
        for (var line = await NextAsync(reader, stopping); line.IsData; line = await NextAsync(reader, stopping))
        {
            entries.Add(line.Text);
            if (entries.Count > 1_000)
            {
                throw new GitProtocolException("more than 1000 capabilities");
            }
        }

        var capabilities = Capabilities.From(entries);
        return new([], ObjectFormat.Named(capabilities.Value("object-format")), capabilities, ProtocolVersion: 2);
    }

    private static async Task<RefListing> RefsAsync(PktReader reader, PktLine line, GitLimits limits, CancellationToken stopping)
    {
        var refs = ImmutableArray.CreateBuilder<GitRef>();
        var capabilities = Capabilities.None;
        var format = ObjectFormat.Sha1;
        ObjectId? head = null;

        for (var isFirst = true; line.IsData; isFirst = false, line = await NextAsync(reader, stopping))
        {
            var payload = line.Payload;
            if (isFirst && payload.Span.IndexOf((byte)0) is >= 0 and var nul)
            {
                capabilities = Capabilities.FromList(Encoding.UTF8.GetString(payload.Span[(nul + 1)..]).TrimEnd('\n'));
                format = ObjectFormat.Named(capabilities.Value("object-format"));
                payload = payload[..nul];
            }

            if (payload.Span.StartsWith("shallow "u8))
            {
                throw new GitProtocolException("the repository is shallow: a replica of it would be incomplete");
            }

            var (name, id) = Parse(payload.Span, format);
            switch (name)
            {
                case "HEAD":
                    head = id;
                    break;
                case "capabilities^{}":         // stands in for the first ref of an empty repository
                case ".have":                   // objects of an alternate, not refs
                case var peeled when peeled.EndsWith("^{}", StringComparison.Ordinal):
                    break;
                default:
                    refs.Add(Checked(name, id, refs.Count, limits));
                    break;
            }
        }

        return line.Kind == PktKind.Flush
            ? new(Sorted(refs), format, capabilities, ProtocolVersion: 0, HeadTarget(capabilities, head))
            : throw new GitTransportException("the list of refs was cut off");
    }

    /// <summary>One <c>oid SP name</c> line, as v0 lists and v2's ls-refs both have it.</summary>
    internal static (string Name, ObjectId Id) Parse(ReadOnlySpan<byte> line, ObjectFormat format)
    {
        line = line is [.. var text, (byte)'\n'] ? text : line;
        return line.Length > format.HexLength + 1 && line[format.HexLength] == ' ' && ObjectId.TryParse(line[..format.HexLength], format, out var id)
            ? (Encoding.UTF8.GetString(line[(format.HexLength + 1)..]), id)
            : throw new GitProtocolException($"\"{Printable.Line(Encoding.UTF8.GetString(line))}\" is not a ref in {format} format");
    }

    internal static GitRef Checked(string name, ObjectId id, int count, GitLimits limits)
    {
        if (count >= limits.MaxRefs)
        {
            throw new GitProtocolException($"more than {limits.MaxRefs} refs");
        }

        return RefName.IsWellFormed(name)
            ? new GitRef(name, id)
            : throw new GitProtocolException($"\"{Printable.Line(name)}\" is not a well-formed ref name");
    }

    internal static ImmutableArray<GitRef> Sorted(ImmutableArray<GitRef>.Builder refs)
    {
        refs.Sort(RefListing.ByName);
        for (var i = 1; i < refs.Count; i++)
        {
            if (refs[i].Name == refs[i - 1].Name)
            {
                throw new GitProtocolException($"\"{Printable.Line(refs[i].Name)}\" is listed twice");
            }
        }

        return refs.DrainToImmutable();
    }

    private static string? HeadTarget(Capabilities capabilities, ObjectId? head) =>
        head is not null && capabilities.Value("symref") is { } symref && symref.StartsWith("HEAD:", StringComparison.Ordinal)
            ? symref["HEAD:".Length..]
            : null;

    private static async ValueTask<PktLine> NextAsync(PktReader reader, CancellationToken stopping)
    {
        try
        {
            return await reader.ReadLineAsync(stopping);
        }
        catch (GitRemoteException e)
        {
            throw new GitRemoteException(e.Message, mayPass: false);
        }
    }
}
