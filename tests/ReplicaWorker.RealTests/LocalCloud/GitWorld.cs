using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LocalCloud.Git;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>A git server, a real git client, and a repository to push from: all in one directory that goes away.</summary>
internal sealed class GitWorld : IAsyncDisposable
{
    public const string Region = "us-east-1";
    public const string Key = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Zero = "0000000000000000000000000000000000000000";

    private readonly DirectoryInfo _root;

    private GitWorld(DirectoryInfo root, GitServer server, GitClient git) => (_root, Server, Git) = (root, server, git);

    public GitServer Server { get; }

    public GitClient Git { get; }

    /// <summary>Knows no credentials; follows no redirect.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public string Work => At("work");

    /// <summary>Starts a server with the repository RepoA, and a work tree with one commit on main.</summary>
    public static async Task<GitWorld> StartAsync(Func<GitServerOptions, GitServerOptions>? with = null, string format = "sha1")
    {
        var root = Directory.CreateTempSubdirectory("git-world-");
        var options = new GitServerOptions
        {
            Directory = Path.Combine(root.FullName, "server"),
            AccessKeys = new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = Secret },
        };
        var server = await GitServer.StartAsync(with?.Invoke(options) ?? options);
        server.CreateRepository(Region, "RepoA", format);

        var world = new GitWorld(root, server, new GitClient(root.CreateSubdirectory("home").FullName));
        await world.Git.RunAsync(root.FullName, ["init", "--quiet", "-b", "main", "--object-format=" + format, world.Work]);
        await world.CommitAsync("first");
        return world;
    }

    public string At(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Runs git in the work tree, with credentials for RepoA.</summary>
    public Task<string> RunAsync(params string[] arguments) => Git.RunAsync(Work, [.. Credentials("RepoA"), .. arguments]);

    public Task<GitResult> TryAsync(params string[] arguments) => Git.TryAsync(Work, [.. Credentials("RepoA"), .. arguments]);

    public string Url(string name = "RepoA") => Server.UrlOf(Region, name).AbsoluteUri;

    public IEnumerable<string> Credentials(string name) => ["-c", "http.extraHeader=Authorization: " + Server.Authorize(Region, name, Key)];

    /// <summary>Signs as somebody whose clock is behind, or who has another session token.</summary>
    /// <remarks>A second server signs; it is not asked anything else. Both listen on 127.0.0.1, and ports are not signed.</remarks>
    public async Task<Func<string, string, string>> SignerAsync(TimeSpan age, Dictionary<string, string>? tokens = null)
    {
        await using var other = await GitServer.StartAsync(new GitServerOptions
        {
            Directory = At("signer"),
            AccessKeys = new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = Secret },
            SessionTokens = tokens ?? [],
            Time = new ShiftedTime(age),
        });
        return (region, name) => other.Authorize(region, name, Key);
    }

    /// <summary>Changes one line of a file of 3,000 in a new commit, so that deltas pay.</summary>
    public async Task<string> CommitAsync(string message)
    {
        var lines = Enumerable.Range(0, 3_000).Select(i => $"line {i} of many, {i * 7919 % 10007}").ToArray();
        lines[1_500] = message;
        await File.WriteAllLinesAsync(Path.Combine(Work, "file.txt"), lines);
        await Git.RunAsync(Work, ["add", "."]);
        await Git.RunAsync(Work, ["commit", "--quiet", "-m", message]);
        return await Git.RunAsync(Work, ["rev-parse", "HEAD"]);
    }

    /// <summary>Commits bytes that no compression makes fewer.</summary>
    public async Task CommitNoiseAsync(int length)
    {
        await File.WriteAllBytesAsync(Path.Combine(Work, "noise"), RandomNumberGenerator.GetBytes(length));
        await Git.RunAsync(Work, ["config", "core.compression", "0"]);
        await CommitAsync("noise");
    }

    /// <summary>All refs of a repository as the disk has them, or an empty text.</summary>
    public Task<string> RefsAsync(string name = "RepoA") =>
        Git.RunAsync(Server.PathOf(Region, name), ["for-each-ref", "--format=%(refname) %(objectname)"]);

    /// <summary>A pack with everything that the work tree's refs reach.</summary>
    public async Task<byte[]> PackAsync(params string[] options)
    {
        var prefix = At("packs");
        var hash = await Git.RunAsync(Work, ["pack-objects", "-q", "--revs", "--all", .. options, prefix]);
        return await File.ReadAllBytesAsync($"{prefix}-{hash}.pack");
    }

    /// <summary>The body of a push of one command.</summary>
    public static byte[] Push(string old, string @new, string name, string capabilities, ReadOnlySpan<byte> pack) =>
        [.. Packet($"{old} {@new} {name}\0{capabilities}"), .. "0000"u8, .. pack];

    public static byte[] Packet(string text) => Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(text) + 4:x4}{text}");

    public async Task<HttpResponseMessage> GetAsync(string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.BaseAddress, path));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string service, byte[] body, bool chunked = false) =>
        PostAsync(service, new ByteArrayContent(body), chunked);

    public async Task<HttpResponseMessage> PostAsync(string service, HttpContent content, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url() + "/" + service) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", Server.Authorize(Region, "RepoA", Key));
        request.Headers.TransferEncodingChunked = chunked;
        content.Headers.ContentType = new MediaTypeHeaderValue($"application/x-{service}-request");
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private sealed class ShiftedTime(TimeSpan age) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - age;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        _root.Delete(recursive: true);
    }
}
