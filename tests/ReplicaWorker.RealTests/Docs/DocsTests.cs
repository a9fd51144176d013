using System.Globalization;
using System.Text.RegularExpressions;
using LocalCloud.Processes;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
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
        var known = Keys<ReplicaOptions>("Replica").Concat(Keys<GitMirrorOptions>("GitMirror"))
            .Concat(Keys<SecretsOptions>("Secrets")).Concat(Keys<ParametersOptions>("Parameters")).ToHashSet(StringComparer.Ordinal);
        foreach (Match option in Option().Matches(File.ReadAllText(page)))
        {
            Assert.That(known, Does.Contain(option.Value), Path.GetFileName(page));
        }
    }

    [Test]
    public void Every_option_of_a_module_is_on_its_page()
    {
        (string Page, IEnumerable<string> Keys)[] modules =
        [
            ("git-mirror", Keys<GitMirrorOptions>("GitMirror")),
            ("secrets", Keys<SecretsOptions>("Secrets")),
            ("parameters", Keys<ParametersOptions>("Parameters")),
        ];
        foreach (var (module, keys) in modules)
        {
            var page = File.ReadAllText(Path.Combine(SourceTree.Root, $"docs/modules/{module}.md"));
            foreach (var key in keys)
            {
                Assert.That(page, Does.Contain(key), module);
            }
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
        foreach (var page in (string[])["README.md", "docs/operations.md", .. Directory.GetFiles(Path.Combine(SourceTree.Root, "docs/modules")).Select(page => Path.GetRelativePath(SourceTree.Root, page))])
        {
            foreach (Match line in VerbLine().Matches(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, page))))
            {
                var verb = line.Groups["verb"].Value;
                var help = await HelpAsync([.. verb.Split(' '), "--help"]);
                Assert.That(help, Does.Contain("Usage:"), $"{verb} in {page}");
                foreach (Match option in LongOption().Matches(line.Value))
                {
                    Assert.That(help, Does.Contain(option.Value), $"{line.Value} in {page}");
                }
            }
        }
    }

    private static async Task<string> HelpAsync(string[] arguments)
    {
        await using var worker = WorkerProcess.Start(
            await PublishedWorker.LocateAsync(default), arguments, new Dictionary<string, string>(StringComparer.Ordinal));
        return string.Join('\n', (await worker.Completion).StandardOutput);
    }

    private static IEnumerable<string> Keys<T>(string section) =>
        typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => $"{section}__{p.Name}");

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    /// <summary>A path of this repository in backticks; patterns and placeholders are not paths.</summary>
    [GeneratedRegex(@"`(?<path>(?:src|tests|docs|iam|docker|demo|bench|eventbridge-rules|terraform)/[A-Za-z0-9._/-]*)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"\b(?:Replica|GitMirror|Secrets|Parameters)__[A-Z][A-Za-z]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Option();

    /// <summary>A command as pages show it, up to its comment; a choice of words, such as <c>set|clear</c>, counts by its first.</summary>
    [GeneratedRegex(@"^replica-worker (?<verb>(?:handle|mirror|secrets (?:release|promote|resume)|secrets|parameters|sync|fence (?:set|clear))\b)[^\n]*", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex VerbLine();

    [GeneratedRegex(@"--[a-z][a-z-]+", RegexOptions.NonBacktracking)]
    private static partial Regex LongOption();

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ExitCodeRow();
}
