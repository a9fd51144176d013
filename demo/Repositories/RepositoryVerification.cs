using LocalCloud;
using LocalCloud.Git;

namespace Demo.Repositories;

/// <summary>Whether replicas equal the source, in the words of <c>git ls-remote</c>, <c>git fsck</c> and <c>git symbolic-ref</c>.</summary>
internal sealed class RepositoryVerification(Cloud cloud, Developer developer) : IVerification
{
    private const string RefsHeads = "refs/heads/";
    private const string Kept = RefsHeads + "replica-kept/";

    private readonly List<(Place Place, string Commit)> _expected = [];

    /// <summary>From now on this commit must be found under the kept refs of this replica.</summary>
    public void ExpectKept(Place place, string commit) => _expected.Add((place, commit));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken stopping) =>
        [.. (await CompareAsync(stopping)).SelectMany(replica => replica.Problems)];

    public async Task<Verdict> VerifyAsync(CancellationToken stopping)
    {
        var findings = new List<Finding>();
        var problems = new List<string>();

        foreach (var replica in await CompareAsync(stopping))
        {
            problems.AddRange(replica.Problems);
            findings.Add(new("git ls-remote", replica.Place.Region, replica.Summary, replica.Problems.Count == 0));
        }

        var source = await HeadAsync(Place.Source, stopping);
        foreach (var place in Place.Replicas)
        {
            var head = await HeadAsync(place, stopping);
            Add("git symbolic-ref", place, head.Output, head is { ExitCode: 0 } && head.Output == source.Output, $"HEAD is {head.Output}{head.Error}, at the source {source.Output}");

            var check = await developer.Local.TryAsync(Path(place), ["fsck", "--full", "--no-dangling", "--no-progress"], stopping);
            Add("git fsck", place, check.ExitCode == 0 ? "every object is there and sound" : "broken", check.ExitCode == 0, $"git fsck: {check.Output} {check.Error}");
        }

        return new([.. findings.OrderBy(finding => finding.Where, StringComparer.Ordinal)], problems);

        void Add(string command, Place place, string result, bool good, string problem)
        {
            findings.Add(new(command, place.Region, result, good));
            if (!good)
            {
                problems.Add($"{place.Region}: {problem}");
            }
        }
    }

    private async Task<Comparison[]> CompareAsync(CancellationToken stopping)
    {
        var listings = await Task.WhenAll(Place.All.Select(place => developer.ListAsync(place, stopping)));
        return [.. Place.Replicas.Zip(listings.Skip(1), (place, listing) => Compare(place, listings[0], listing))];
    }

    private Comparison Compare(Place place, GitResult source, GitResult replica)
    {
        if ((source.ExitCode == 0 ? replica : source) is { ExitCode: not 0 } failed)
        {
            return new(place, [$"{place.Region}: git ls-remote failed: {failed.Error}"], "failed");
        }

        var (wanted, found) = (Refs(source), Refs(replica));
        var kept = found.Where(entry => entry.Key.StartsWith(Kept, StringComparison.Ordinal)).ToArray();
        var problems = new List<string>();

        foreach (var name in wanted.Keys.Union(found.Keys.Except(kept.Select(entry => entry.Key), StringComparer.Ordinal), StringComparer.Ordinal))
        {
            var (at, there) = (wanted.GetValueOrDefault(name, "absent"), found.GetValueOrDefault(name, "absent"));
            if (at != there)
            {
                problems.Add($"{place.Region}: {name} is {there}, at the source {at}");
            }
        }

        problems.AddRange(_expected
            .Where(expected => expected.Place == place && !kept.Any(entry => entry.Value == expected.Commit))
            .Select(expected => $"{place.Region}: {expected.Commit} is not kept under {Kept}"));

        var summary = $"the same {Figures.Count(wanted.Count, "line")} as RepoA's"
            + string.Concat(kept.Select(entry => $", and {entry.Key[RefsHeads.Length..]}"));
        return new(place, problems, problems.Count == 0 ? summary : Figures.Count(problems.Count, "difference"));
    }

    private static Dictionary<string, string> Refs(GitResult listing) => listing.Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t'))
        .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);

    private Task<GitResult> HeadAsync(Place place, CancellationToken stopping) =>
        developer.Local.TryAsync(Path(place), ["symbolic-ref", "HEAD"], stopping);

    // A repository that was never made has no folder; git says so itself when it is asked one level up.
    private string Path(Place place)
    {
        var path = cloud.Git.PathOf(place.Region, place.Repository);
        return Directory.Exists(path) ? path : "/";
    }

    private sealed record Comparison(Place Place, IReadOnlyList<string> Problems, string Summary);
}
