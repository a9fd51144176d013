namespace Bench.Repositories;

/// <summary>The repositories that are measured, made once and kept.</summary>
/// <param name="Folder">Where each state is a bare repository.</param>
/// <param name="PackBytes">The base's pack.</param>
/// <param name="Objects">The base's objects.</param>
/// <param name="Refs">The base's refs.</param>
/// <param name="Main">The commit of main in each state that has one.</param>
internal sealed record RepositorySet(
    string Folder, long PackBytes, long Objects, int Refs, IReadOnlyDictionary<RepositoryState, string> Main)
{
    public string this[RepositoryState state] => PathOf(Folder, state);

    /// <summary>Finds the set that these settings ask for, or generates it.</summary>
    public static async Task<RepositorySet> PrepareAsync(
        string cache, History history, MirrorSettings settings, Git git, Progress progress, CancellationToken stopping)
    {
        var folder = Path.Combine(cache, history.Key);
        if (!Directory.Exists(folder))
        {
            progress.Say("generating the repositories");
            var part = folder + ".part";
            RepositoryCopy.Remove(part);
            Directory.CreateDirectory(part);
            await GenerateAsync(part, history, settings, git, stopping);
            Directory.Move(part, folder);
        }

        var counted = (await git.RunAsync(PathOf(folder, RepositoryState.Base), stopping, "count-objects", "-v")).Split('\n')
            .Select(line => line.Split(": ")).ToDictionary(pair => pair[0], pair => long.Parse(pair[1]), StringComparer.Ordinal);
        var pack = Directory.EnumerateFiles(Path.Combine(PathOf(folder, RepositoryState.Base), "objects", "pack"), "*.pack")
            .Sum(file => new FileInfo(file).Length);
        var refs = (await git.RefsAsync(PathOf(folder, RepositoryState.Base), stopping)).Split('\n').Length;
        var main = new Dictionary<RepositoryState, string>();
        foreach (var state in Enum.GetValues<RepositoryState>().Where(state => state != RepositoryState.Empty))
        {
            main[state] = await git.RunAsync(PathOf(folder, state), stopping, "rev-parse", History.Main);
        }

        return new(folder, pack, counted["in-pack"] + counted["count"], refs, main);
    }

    private static async Task GenerateAsync(string folder, History history, MirrorSettings settings, Git git, CancellationToken stopping)
    {
        var start = PathOf(folder, RepositoryState.Base);
        await CreateAsync(PathOf(folder, RepositoryState.Empty));
        await CreateAsync(start);
        await git.ImportAsync(start, history.Write, stopping);

        // As `git gc` leaves a bare repository, here also with gits older than 2.41, which write no reverse index unless told.
        await git.RunAsync(start, stopping, "-c", "pack.writeReverseIndex=true", "repack", "-adbq");
        await git.RunAsync(start, stopping, "commit-graph", "write", "--reachable");
        await git.RunAsync(start, stopping, "pack-refs", "--all");

        await DeriveAsync(RepositoryState.OneCommit, RepositoryState.Base, history.WriteOneCommit);
        await DeriveAsync(RepositoryState.ManyBranches, RepositoryState.Base, history.WriteManyBranches);
        await DeriveAsync(RepositoryState.ManyUpdates, RepositoryState.ManyBranches, history.WriteManyUpdates);
        await DeriveAsync(RepositoryState.ManyRefs, RepositoryState.Base, history.WriteManyRefs);

        await StreamOfNoiseAsync(RepositoryState.Noise, settings.Part(80, 1));
        await StreamOfNoiseAsync(RepositoryState.TenfoldNoise, 10 * settings.Part(80, 1));

        async Task CreateAsync(string path) =>
            await git.RunAsync(folder, stopping, "init", "--quiet", "--bare", "--template=", "--initial-branch=main", path);

        async Task DeriveAsync(RepositoryState state, RepositoryState from, Action<ImportStream> write)
        {
            var path = PathOf(folder, state);
            RepositoryCopy.Place(PathOf(folder, from), path);
            await git.ImportAsync(path, write, stopping);
            await git.RunAsync(path, stopping, "pack-refs", "--all");
        }

        // Deflating noise only costs time: it is stored as it is.
        async Task StreamOfNoiseAsync(RepositoryState state, int megabytes)
        {
            var path = PathOf(folder, state);
            await CreateAsync(path);
            await git.ImportAsync(path, to => WriteNoise(to, megabytes), stopping, "-c", "core.compression=0");
            await git.RunAsync(path, stopping, "pack-refs", "--all");
        }
    }

    private static void WriteNoise(ImportStream to, int megabytes)
    {
        var (noise, block) = (new Noise(2), new byte[1_000_000]);
        for (var commit = 0; commit < megabytes; commit++)
        {
            noise.Fill(block);
            to.Commit(History.Main, $"Block {commit}\n");
            to.File($"blocks/{commit:d4}.bin", block);
        }
    }

    private static string PathOf(string folder, RepositoryState state) => Path.Combine(folder, state.ToString());
}

/// <summary>What a repository on a server may look like before a run.</summary>
internal enum RepositoryState
{
    /// <summary>No ref, no object.</summary>
    Empty,

    /// <summary>The generated history, kept as a server keeps it: one pack with bitmap and reverse index, a commit graph, packed refs.</summary>
    Base,

    /// <summary>One more commit on main.</summary>
    OneCommit,

    /// <summary>Many more branches, on commits that were there.</summary>
    ManyBranches,

    /// <summary>One more commit on each of those.</summary>
    ManyUpdates,

    /// <summary>Ten times as many refs, and no further object.</summary>
    ManyRefs,

    /// <summary>80 MB that cannot be compressed.</summary>
    Noise,

    /// <summary>Ten times that.</summary>
    TenfoldNoise,
}
