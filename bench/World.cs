using Bench.Repositories;
using LocalCloud;
using LocalCloud.Git;

namespace Bench;

/// <summary>The servers that every arm talks to: one source region, one replica region, the CodeCommit API.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Name = "shop";
    public const string Source = "us-east-1";
    public const string Replica = "us-west-2";

    private World(Cloud cloud) => Cloud = cloud;

    public Cloud Cloud { get; }

    public GitServer Server => Cloud.Git;

    /// <param name="profile">Which server it is to be.</param>
    /// <param name="folder">Where the repositories stand.</param>
    /// <param name="stopping">Ends the start.</param>
    public static async Task<World> StartAsync(GitProfile profile, string folder, CancellationToken stopping) => new(await Cloud.StartAsync(
        new()
        {
            PrimaryRegion = Source,
            ReplicaRegions = [Replica],
            Profile = profile,
            RulesDirectory = Path.Combine(folder, "no-rules"),      // nothing but the arms may run
            ConfigureGit = options => options with { Directory = folder },
        },
        stopping));

    public void Place(string region, string original) => RepositoryCopy.Place(original, Server.PathOf(region, Name));

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();
}
