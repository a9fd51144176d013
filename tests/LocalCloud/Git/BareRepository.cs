using System.Diagnostics;

namespace LocalCloud.Git;

/// <summary>One bare repository on disk.</summary>
internal sealed record BareRepository(string Path)
{
    private string HeadFile => System.IO.Path.Combine(Path, "HEAD");

    public bool Exists => File.Exists(HeadFile);

    public bool IsSha256 =>
        File.ReadLines(System.IO.Path.Combine(Path, "config"))
            .Any(line => line.Replace(" ", "", StringComparison.Ordinal).Trim().Equals("objectformat=sha256", StringComparison.OrdinalIgnoreCase));

    /// <summary>The ref that HEAD names, whether it exists or not.</summary>
    public string Head
    {
        get => File.ReadAllText(HeadFile).Trim()["ref: ".Length..];
        set => File.WriteAllText(HeadFile, $"ref: {value}\n");
    }

    public static void Create(string path, string objectFormat, string home)
    {
        Directory.CreateDirectory(path);
        var start = new ProcessStartInfo(
            "git", ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", "--object-format=" + objectFormat, path])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        GitClient.Isolate(start, home);

        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git init exited with {git.ExitCode}: {error}");
        }
    }

    public bool HasRef(string name)
    {
        var packed = System.IO.Path.Combine(Path, "packed-refs");
        return File.Exists(System.IO.Path.Combine(Path, name))
            || (File.Exists(packed) && File.ReadLines(packed).Any(line => line.EndsWith(" " + name, StringComparison.Ordinal)));
    }
}
