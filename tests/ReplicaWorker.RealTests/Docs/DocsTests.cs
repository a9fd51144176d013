using System.Globalization;
using System.Text.RegularExpressions;
using LocalCloud.Processes;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Options;

namespace ReplicaWorker.RealTests.Docs;

/// <summary>What the pages name has to exist: files, options, exit codes, verbs, metrics of the log.</summary>
public sealed partial class DocsTests
{
    private static readonly string[] Pages =
    [
        .. Directory.GetFiles(SourceTree.Root, "*.md"),
        .. Directory.GetFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories),
    ];

    [TestCaseSource(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        foreach (Match link in Link().Matches(File.ReadAllText(page)))
        {
            var target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["path"].Value);
            Assert.That(Path.Exists(target), $"{link.Value} in {Path.GetFileName(page)}");
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void Every_file_that_is_named_exists(string page)
    {
        foreach (Match path in NamedPath().Matches(File.ReadAllText(page)))
        {
            Assert.That(Path.Exists(Path.Combine(SourceTree.Root, path.Groups["path"].Value)), $"{path.Value} in {Path.GetFileName(page)}");
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void Every_option_that_is_named_is_read(string page)
    {
        var known = Keys<ReplicaOptions>("Replica").Concat(Keys<GitMirrorOptions>("GitMirror")).ToHashSet(StringComparer.Ordinal);
        foreach (Match option in Option().Matches(File.ReadAllText(page)))
        {
            Assert.That(known, Does.Contain(option.Value), Path.GetFileName(page));
        }
    }

    [Test]
    public void Every_option_of_the_mirror_is_on_its_page()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs/modules/git-mirror.md"));
        foreach (var key in Keys<GitMirrorOptions>("GitMirror"))
        {
            Assert.That(page, Does.Contain(key));
        }
    }

    [TestCase("README.md")]
    [TestCase("docs/operations.md")]
    public void The_table_of_exit_codes_is_the_programs(string page)
    {
        var table = ExitCodeRow().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, page)))
            .Select(row => int.Parse(row.Groups["code"].Value, CultureInfo.InvariantCulture));

        Assert.That(table, Is.EqualTo(Enum.GetValues<ExitCode>().Select(code => (int)code).Order()));
    }

    [Test]
    public async Task Every_verb_and_option_that_is_shown_is_in_the_help()
    {
        await using var worker = WorkerProcess.Start(
            await PublishedWorker.LocateAsync(default), ["mirror", "--help"], new Dictionary<string, string>(StringComparer.Ordinal));
        var help = string.Join('\n', (await worker.Completion).StandardOutput);

        foreach (var option in (string[])["--all", "--adopt", "--dry-run", "--region-only", "--allow-deletes", "--verbose", "--help"])
        {
            Assert.That(help, Does.Contain(option));
        }
    }

    private static IEnumerable<string> Keys<T>(string section) =>
        typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => $"{section}__{p.Name}");

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    /// <summary>A path of this repository in backticks; patterns and placeholders are not paths.</summary>
    [GeneratedRegex(@"`(?<path>(?:src|tests|docs|iam|docker|demo|bench|eventbridge-rules)/[A-Za-z0-9._/-]*)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"\b(?:Replica|GitMirror)__[A-Z][A-Za-z]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Option();

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ExitCodeRow();
}
