using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Git;

/// <summary>One run of <c>git http-backend</c>, the CGI program that comes with git.</summary>
/// <remarks>Disposing it kills it and its children, unless it has ended.</remarks>
internal sealed class HttpBackend : IDisposable
{
    private const int DiagnosticsLength = 8_192;

    private readonly Process _process;
    private readonly Task<string> _diagnostics;

    private HttpBackend(Process process)
    {
        _process = process;
        _diagnostics = ReadTailAsync(process.StandardError);
        Output = new BufferedStream(process.StandardOutput.BaseStream, 65_536);
    }

    /// <summary>The request body; the backend sees its end when this is closed.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Once the headers are read: the response body.</summary>
    public Stream Output { get; }

    /// <summary>Starts the backend for one request.</summary>
    /// <param name="program">The path of git-http-backend.</param>
    /// <param name="home">A home directory without configuration.</param>
    /// <param name="repository">The bare repository asked for.</param>
    /// <param name="url">What is asked of it.</param>
    /// <param name="request">Headers are passed on, but for lengths and encodings: the body is given plain, to its end.</param>
    /// <param name="protocol">The protocol version header to obey, or none.</param>
    /// <param name="configuration">Settings for git, stronger than the repository's own.</param>
    /// <param name="variables">Environment variables that hooks read.</param>
    public static HttpBackend Start(
        string program,
        string home,
        BareRepository repository,
        GitUrl url,
        HttpRequest request,
        string? protocol,
        IEnumerable<KeyValuePair<string, string>> configuration,
        IEnumerable<KeyValuePair<string, string>>? variables = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = repository.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        GitClient.Isolate(start, home);

        var environment = start.Environment;
        environment["GIT_PROJECT_ROOT"] = Path.GetDirectoryName(repository.Path);
        environment["GIT_HTTP_EXPORT_ALL"] = "1";
        environment["GATEWAY_INTERFACE"] = "CGI/1.1";
        environment["REQUEST_METHOD"] = request.Method;
        environment["PATH_INFO"] = $"/{Path.GetFileName(repository.Path)}/{(url.Advertisement ? "info/refs" : url.Service)}";
        environment["QUERY_STRING"] = url.Advertisement ? "service=" + url.Service : "";
        environment["CONTENT_TYPE"] = request.ContentType ?? "";
        environment["REMOTE_USER"] = "developer";
        environment["REMOTE_ADDR"] = "127.0.0.1";
        if (protocol is not null)
        {
            environment["GIT_PROTOCOL"] = protocol;
        }

        var count = 0;
        foreach (var (key, value) in configuration)
        {
            environment[$"GIT_CONFIG_KEY_{count}"] = key;
            environment[$"GIT_CONFIG_VALUE_{count}"] = value;
            count++;
        }

        environment["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in variables ?? [])
        {
            environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Reads the CGI headers into the response: status, content type, cache control.</summary>
    /// <exception cref="InvalidDataException">The backend ended before its headers did.</exception>
    public async Task ReadHeadersAsync(HttpResponse into, CancellationToken cancellation)
    {
        while (await ReadLineAsync(cancellation) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (name.Equals("Status", StringComparison.OrdinalIgnoreCase))
            {
                into.StatusCode = int.Parse(value.AsSpan(0, 3), CultureInfo.InvariantCulture);
            }
            else
            {
                into.Headers[name] = value;
            }
        }
    }

    /// <summary>Passes on a piece of the request body.</summary>
    /// <returns>False when git has closed its end: it has read enough, or died, and its answer says which.</returns>
    public async Task<bool> FeedAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await Input.WriteAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits for the end of the process, and says what it wrote to standard error last.</summary>
    public async Task<string> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return await _diagnostics;
    }

    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        Kill();
        Output.Dispose();
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            if (await Output.ReadAsync(one, cancellation) == 0)
            {
                throw new InvalidDataException("git http-backend ended before its headers did: " + await _diagnostics);
            }

            if (one[0] == (byte)'\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }

    private static async Task<string> ReadTailAsync(StreamReader from)
    {
        var tail = new StringBuilder();
        var buffer = new char[1_024];
        while (await from.ReadAsync(buffer) is var got and > 0)
        {
            tail.Append(buffer, 0, got);
            if (tail.Length > 2 * DiagnosticsLength)
            {
                tail.Remove(0, tail.Length - DiagnosticsLength);
            }
        }

        return tail.ToString().Trim();
    }
}
