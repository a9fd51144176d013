namespace LocalCloud.Git;

/// <summary>Starts git for an exchange, configured as the profile says.</summary>
internal sealed class Backends(GitServerOptions options, string home, string program)
{
    private static readonly KeyValuePair<string, string>[] Always =
    [
        new("safe.directory", "*"),
        new("gc.auto", "0"),                                // nothing runs on behind a request
        new("receive.autogc", "false"),
    ];

    private static readonly KeyValuePair<string, string>[] AsCodeCommit =
    [
        new("uploadpack.allowTipSHA1InWant", "true"),
        new("uploadpack.allowReachableSHA1InWant", "true"),
    ];

    public HttpBackend Start(
        Exchange exchange,
        BareRepository repository,
        IEnumerable<KeyValuePair<string, string>>? configuration = null,
        IEnumerable<KeyValuePair<string, string>>? variables = null) =>
        HttpBackend.Start(
            program,
            home,
            repository,
            exchange.Url,
            exchange.Http.Request,
            options.SpeaksV2 ? exchange.Entry.Protocol : null,
            [.. Always, .. options.Strict ? AsCodeCommit : [], .. configuration ?? []],
            variables);
}

internal static class StreamReading
{
    /// <exception cref="InvalidDataException">There is more than <paramref name="max"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(this Stream from, int max, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        var buffer = new byte[65_536];
        while (await from.ReadAsync(buffer, cancellation) is var got and > 0)
        {
            if (all.Length + got > max)
            {
                throw new InvalidDataException($"more than {max} bytes");
            }

            await all.WriteAsync(buffer.AsMemory(0, got), cancellation);
        }

        return all.ToArray();
    }
}
