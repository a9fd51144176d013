using System.Security;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Events;

/// <summary>The bytes of an event in a file or on standard input.</summary>
internal static class EventFile
{
    /// <exception cref="BadEventException">It cannot be read, or holds more than <see cref="JsonEvent.LargestEvent"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken stopping)
    {
        try
        {
            await using var stream = path == "-"
                ? Console.OpenStandardInput()
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, useAsync: false);
            return await ReadAsync(stream, stopping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            throw new BadEventException($"the event cannot be read: {Reason(e)}", e);
        }
    }

    /// <summary>One byte more than allowed is read, so that too much is told from just enough.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken stopping)
    {
        var buffer = new byte[JsonEvent.LargestEvent + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stopping);
        return buffer.AsMemory(0, length);
    }

    // Not the exception's text: it holds the path, which the caller knows and may have mistyped a secret into.
    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException or SecurityException => "no permission, or not a file",
        ArgumentException or NotSupportedException or PathTooLongException => "not a file name",
        _ => "reading failed",
    };
}
