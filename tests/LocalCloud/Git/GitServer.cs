using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalCloud.Git;

/// <summary>
/// A git server for all regions at once: <c>http://127.0.0.1:PORT/REGION/v1/repos/NAME</c>, with the real <c>git http-backend</c>
/// behind a front that makes it as strict as CodeCommit, logs every request and breaks on demand.
/// </summary>
public sealed class GitServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly GitServerOptions _options;
    private readonly ConcurrentQueue<GitRequest> _requests = new();
    private readonly WebApplication _web;

    private GitServer(GitServerOptions options, string program)
    {
        _options = options;
        Home = Path.Combine(options.Directory, ".front", "home");
        Directory.CreateDirectory(Home);

        var hooks = new PushHooks(Path.Combine(options.Directory, ".front", "hooks"));
        var capabilities = new Capabilities(options);
        var backends = new Backends(options, Home, program);
        var endpoint = new GitEndpoint(
            options,
            this,
            hooks,
            new FetchHandler(capabilities, backends),
            new PushHandler(options, capabilities, backends, hooks, RaiseAsync));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = options.Directory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        if (options.ReceiveBufferBytes is { } size)
        {
            builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = at => SmallSocket(at, size));
        }

        _web = builder.Build();
        _web.Run(endpoint.HandleAsync);
        Hooks = hooks;
    }

    /// <summary>
    /// Raised once for each ref that a push has really changed, whatever answer the pusher gets. The pusher's answer waits for
    /// the handlers: long work belongs into a queue. A handler that throws makes the answer a 500.
    /// </summary>
#pragma warning disable CA1003, MA0046 // The pusher's answer waits for the handlers, so they return a task.
    public event Func<RefUpdate, Task>? RefUpdated;
#pragma warning restore CA1003, MA0046

    /// <summary>http://127.0.0.1:PORT/.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>What <c>GitMirror__Endpoint</c> is set to: <see cref="BaseAddress"/> and <c>{region}</c>.</summary>
    public string EndpointTemplate => BaseAddress + "{region}";

    /// <summary>All requests since the start, or since <see cref="ClearRequests"/>, in order of arrival.</summary>
    public IReadOnlyList<GitRequest> Requests => [.. _requests];

    public GitFaults Faults { get; } = new();

    /// <summary>The home directory of every git process: it holds no configuration.</summary>
    internal string Home { get; }

    private PushHooks Hooks { get; }

    /// <summary>Starts listening on a free port of 127.0.0.1.</summary>
    public static async Task<GitServer> StartAsync(GitServerOptions options, CancellationToken cancellation = default)
    {
        options = options with { Directory = Path.GetFullPath(options.Directory) };
        Directory.CreateDirectory(options.Directory);
        var server = new GitServer(options, await FindBackendAsync(cancellation));
        await server._web.StartAsync(cancellation);
        server.BaseAddress = new Uri(server._web.Urls.Single() + "/");
        server.Hooks.Install(server.BaseAddress.Port);
        return server;
    }

    /// <summary>The URL of a repository, whether it exists or not.</summary>
    public Uri UrlOf(string region, string name) => new(BaseAddress, $"{region}/v1/repos/{name}");

    /// <summary>Makes an empty bare repository.</summary>
    /// <param name="region">The region it belongs to.</param>
    /// <param name="name">1 to 100 of letters, digits, dot, underscore and hyphen.</param>
    /// <param name="objectFormat">sha1 or sha256.</param>
    /// <exception cref="InvalidOperationException">It exists.</exception>
    public void CreateRepository(string region, string name, string objectFormat = "sha1")
    {
        if (Exists(region, name))
        {
            throw new InvalidOperationException($"{region}/{name} exists");
        }

        BareRepository.Create(PathOf(region, name), objectFormat, Home);
    }

    /// <returns>Whether there was one.</returns>
    public bool DeleteRepository(string region, string name)
    {
        if (!Exists(region, name))
        {
            return false;
        }

        Directory.Delete(PathOf(region, name), recursive: true);
        return true;
    }

    public bool Exists(string region, string name) => Repository(region, name).Exists;

    /// <summary>The directory of the bare repository.</summary>
    public string PathOf(string region, string name) => GitUrl.IsName(region) && GitUrl.IsName(name)
        ? Path.Combine(_options.Directory, region, name)
        : throw new ArgumentException($"not a repository: {region}/{name}", nameof(name));

    /// <summary>The branch that HEAD names, without refs/heads/. It need not exist.</summary>
    public string DefaultBranch(string region, string name) => Repository(region, name).Head["refs/heads/".Length..];

    public void SetDefaultBranch(string region, string name, string branch)
    {
        var repository = Repository(region, name);
        repository.Head = "refs/heads/" + branch;
    }

    /// <summary>The <c>Authorization</c> header that the AWS CLI's credential helper leads to, good for 15 minutes.</summary>
    /// <param name="region">The repository's region.</param>
    /// <param name="name">The repository.</param>
    /// <param name="accessKeyId">One of the options' access keys.</param>
    public string Authorize(string region, string name, string accessKeyId) =>
        new CodeCommitCredentials(_options.AccessKeys, _options.SessionTokens, _options.Time)
            .Basic(accessKeyId, BaseAddress.Host, $"/{region}/v1/repos/{name}", region);

    public void ClearRequests() => _requests.Clear();

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    internal BareRepository Repository(string region, string name) => new(PathOf(region, name));

    internal void Log(GitRequest request) => _requests.Enqueue(request);

    private async Task RaiseAsync(RefUpdate update)
    {
        foreach (var handler in RefUpdated?.GetInvocationList() ?? [])
        {
            await ((Func<RefUpdate, Task>)handler)(update);
        }
    }

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, 0);
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
    }

    private static Socket SmallSocket(EndPoint at, int receiveBuffer)
    {
        // Accepted sockets inherit the size, which also turns off the kernel's own growing of it.
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = receiveBuffer };
        socket.Bind(at);
        return socket;
    }

    private static async Task<string> FindBackendAsync(CancellationToken cancellation)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["--exec-path"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var folder = (await git.StandardOutput.ReadToEndAsync(cancellation)).Trim();
        await git.WaitForExitAsync(cancellation);
        var program = Path.Combine(folder, "git-http-backend");
        return File.Exists(program) ? program : throw new FileNotFoundException("git is installed without git-http-backend", program);
    }
}
