namespace Bench.Repositories;

/// <summary>The history of the repository that is measured, and the pushes that are replicated.</summary>
internal sealed class History(MirrorSettings settings)
{
    public const string Main = "refs/heads/main";

    /// <summary>More changes than any file has seen: a file in this version differs from its last one by a few lines.</summary>
    private const int Newest = 40;

    private const int AssetBytes = 1 << 20;

    private readonly int _files = settings.Part(15_000, 100);
    private readonly int _commits = settings.Part(50_000, 20);
    private readonly int _assets = settings.Part(210, 1);

    public int Files => _files;

    public int Commits => _commits;

    /// <summary>Names the parameters: another history, another name.</summary>
    public string Key => $"v4-{_files}-{_commits}-{_assets}-{Tips}-{Branches}-{ManyRefs}";

    /// <summary>Branches that each are moved by the many-ref update.</summary>
    public int Branches { get; } = settings.Part(1_000, 10);

    /// <summary>All refs of the repository in which nothing is to be done.</summary>
    public int ManyRefs { get; } = settings.Part(10_000, 100);

    /// <summary>Branches besides main of the repository as it is cloned, and as many annotated tags.</summary>
    private int Tips => Math.Max(1, Branches / 20);

    /// <summary>Many small files in trees, some big ones that cannot be compressed, and commits that change two files each.</summary>
    public void Write(ImportStream to)
    {
        to.Commit(Main, "All files as they were\n");
        for (var file = 0; file < _files; file++)
        {
            to.File(SourceFile.PathOf(file), SourceFile.Text(file, 0));
        }

        var (noise, versions, asset) = (new Noise(1), new int[_files], new byte[AssetBytes]);
        for (var commit = 1; commit < _commits; commit++)
        {
            to.Commit(Main, $"Change {commit}\n");
            for (var files = 0; files < 2; files++)
            {
                var file = noise.Below(_files);
                versions[file] = Math.Min(versions[file] + 1, Newest - 1);
                to.File(SourceFile.PathOf(file), SourceFile.Text(file, versions[file]));
            }

            if (commit % Math.Max(1, _commits / _assets) == 1)
            {
                noise.Fill(asset);
                to.File($"assets/{commit:d5}.bin", asset);
            }
        }

        for (var tip = 0; tip < Tips; tip++)
        {
            to.Reset($"refs/heads/release/{tip:d2}", ":" + (1 + noise.Below(_commits)));
            to.Tag($"v{tip}", ":" + (1 + noise.Below(_commits)));
        }
    }

    /// <summary>A push of one commit that changes a few lines of one file.</summary>
    public void WriteOneCommit(ImportStream to)
    {
        to.Commit(Main, "A few lines more\n", Main + "^0");
        to.File(SourceFile.PathOf(_files / 2), SourceFile.Text(_files / 2, Newest));
    }

    /// <summary>Many branches, each on a commit of its own.</summary>
    public void WriteManyBranches(ImportStream to)
    {
        for (var branch = 0; branch < Branches; branch++)
        {
            to.Reset(Branch(branch), $"{Main}~{(int)((long)branch * (_commits - 1) / Branches)}");
        }
    }

    /// <summary>A push that moves every branch by one commit of its own.</summary>
    public void WriteManyUpdates(ImportStream to)
    {
        for (var branch = 0; branch < Branches; branch++)
        {
            to.Commit(Branch(branch), $"On branch {branch}\n", Branch(branch) + "^0");
            to.File(SourceFile.PathOf(branch % _files), SourceFile.Text(branch % _files, Newest));
        }
    }

    /// <summary>More branches, on commits that are there.</summary>
    public void WriteManyRefs(ImportStream to)
    {
        for (var more = (2 * Tips) + 1; more < ManyRefs; more++)
        {
            to.Reset($"refs/heads/feature/{more:d5}", $"{Main}~{more % _commits}");
        }
    }

    /// <summary>A scenario's name with this history's numbers.</summary>
    public string Describe(Scenario scenario) =>
        scenario == Scenario.ManyUpdates ? $"{Branches:#,0}-ref update"
        : scenario == Scenario.Nothing ? $"nothing to do, {ManyRefs:#,0} refs"
        : scenario.Name;

    private static string Branch(int index) => $"refs/heads/topic/{index:d4}";
}
