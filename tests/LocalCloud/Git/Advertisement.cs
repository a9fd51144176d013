namespace LocalCloud.Git;

/// <summary>Passes on git's advertisement of refs with other capabilities.</summary>
/// <remarks>Only the head of the advertisement is parsed; ten thousand refs pass as bytes.</remarks>
internal static class Advertisement
{
    public static async Task RewriteAsync(
        Stream source, string service, Capabilities capabilities, ResponseBody into, CancellationToken cancellation)
    {
        while (await PktLine.ReadAsync(source, cancellation) is { } line)
        {
            if (line.Kind != PktKind.Data || line.Text.StartsWith("# service=", StringComparison.Ordinal) || line.Text == "version 1")
            {
                await into.WriteAsync(line.ToBytes(), cancellation);
                continue;
            }

            if (line.Text == "version 2")
            {
                await into.WriteAsync(line.ToBytes(), cancellation);
                await RewriteV2Async(source, capabilities, into, cancellation);
            }
            else
            {
                await into.WriteAsync(FirstRef(line, service, capabilities), cancellation);
            }

            break;
        }

        await into.CopyFromAsync(source, cancellation);
    }

    private static byte[] FirstRef(PktLine line, string service, Capabilities capabilities)
    {
        var parts = line.Text.Split('\0', 2);
        var offered = parts.Length == 2 ? parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return PktLine.Encode($"{parts[0]}\0{string.Join(' ', capabilities.Advertise(service, offered))}\n");
    }

    private static async Task RewriteV2Async(Stream source, Capabilities capabilities, ResponseBody into, CancellationToken cancellation)
    {
        while (await PktLine.ReadAsync(source, cancellation) is { Kind: PktKind.Data } line)
        {
            if (capabilities.AdvertiseV2(line.Text))
            {
                await into.WriteAsync(line.ToBytes(), cancellation);
            }
        }

        await into.WriteAsync(PktLine.Flush, cancellation);
    }
}
