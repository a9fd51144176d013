namespace Demo.Repositories;

/// <summary>A repository in a region, and the name of the remote by which the developer's git knows it.</summary>
internal sealed record Place(string Region, string Repository, string Remote)
{
    public static Place Source { get; } = new("us-east-1", "RepoA", "RepoA");

    public static IReadOnlyList<Place> Replicas { get; } =
    [
        new("us-west-2", "RepoB", "RepoB-us-west-2"),
        new("eu-west-1", "RepoB", "RepoB-eu-west-1"),
    ];

    public static IEnumerable<Place> All => [Source, .. Replicas];
}
