using Microsoft.AspNetCore.Http;

namespace LocalCloud.Git;

/// <summary>A fault closes the connection in the middle of the response.</summary>
#pragma warning disable CA1064 // Never leaves this assembly.
internal sealed class ResponseCutException() : Exception("a fault cuts the response");
#pragma warning restore CA1064

/// <summary>The body of a response as it goes onto the wire: counted, and cut as the faults say.</summary>
internal sealed class ResponseBody(HttpResponse response, GitRequest entry, StruckBy faults)
{
    private readonly long _cutAfter = faults.CutResponseAfter ?? long.MaxValue;

    /// <summary>Prepares a cut: Kestrel closes a connection gracefully when a body stays shorter than its announced length.</summary>
    /// <remarks>An abort would reset the connection, and take bytes with it that were sent and not read yet.</remarks>
    public static void Announce(HttpResponse response, StruckBy faults)
    {
        foreach (var (name, value) in faults.Faults.SelectMany(f => f.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            response.Headers[name] = value;
        }

        if (faults.CutResponseAfter is { } cut)
        {
            response.ContentLength = cut + (1 << 20);
        }
    }

    /// <exception cref="ResponseCutException">So far, and no further.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        entry.Status = response.StatusCode;
        var left = _cutAfter - entry.ResponseBytes;
        var part = bytes.Length <= left ? bytes : bytes[..(int)left];
        entry.CountResponse(part.Length);
        await response.Body.WriteAsync(part, cancellation);
        if (bytes.Length >= left)
        {
            throw new ResponseCutException();
        }
    }

    public async Task CopyFromAsync(Stream source, CancellationToken cancellation)
    {
        var buffer = new byte[65_536];
        while (await source.ReadAsync(buffer, cancellation) is var got and > 0)
        {
            await WriteAsync(buffer.AsMemory(0, got), cancellation);
        }
    }
}
