using LocalCloud.Network;

namespace Bench;

/// <summary>How far away the servers are.</summary>
/// <param name="RoundTrip">Added to what the loopback interface takes.</param>
internal sealed record Distance(TimeSpan RoundTrip)
{
    public static Distance None { get; } = new(TimeSpan.Zero);

    /// <summary>About what lies between the east and the west of the United States.</summary>
    public static Distance Far { get; } = new(TimeSpan.FromMilliseconds(65));

    public string Name => RoundTrip == TimeSpan.Zero ? "no added delay" : $"{RoundTrip.TotalMilliseconds:0} ms round trip";
}

/// <summary>The way to a world's servers over a distance.</summary>
internal sealed class Route : IAsyncDisposable
{
    private readonly LatencyProxy? _git;
    private readonly LatencyProxy? _api;

    private Route(World world, LatencyProxy? git, LatencyProxy? api)
    {
        (_git, _api) = (git, api);
        Git = git?.Address ?? world.Server.BaseAddress;
        Api = api?.Address ?? world.Cloud.AwsEndpoint;
    }

    /// <summary>What stands before <c>REGION/v1/repos/NAME</c>.</summary>
    public Uri Git { get; }

    public Uri Api { get; }

    /// <summary>Without a delay the way is direct: nothing stands between client and server.</summary>
    public static async Task<Route> OpenAsync(World world, Distance distance) => distance.RoundTrip == TimeSpan.Zero
        ? new(world, null, null)
        : new(
            world,
            await LatencyProxy.StartAsync(world.Server.BaseAddress, distance.RoundTrip),
            await LatencyProxy.StartAsync(world.Cloud.AwsEndpoint, distance.RoundTrip));

    public string UrlOf(string region) => $"{Git}{region}/v1/repos/{World.Name}";

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in new[] { _git, _api }.OfType<LatencyProxy>())
        {
            await proxy.DisposeAsync();
        }
    }
}
