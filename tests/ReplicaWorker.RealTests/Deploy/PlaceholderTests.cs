using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

public sealed partial class PlaceholderTests
{
    private static IEnumerable<string> Files => DeployFiles.Json;

    [TestCaseSource(nameof(Files))]
    public void Every_file_is_json_before_and_after_it_is_filled(string file)
    {
        Assert.That(() => JsonNode.Parse(DeployFiles.Read(file)), Throws.Nothing);
        Assert.That(() => DeployFiles.Filled(file), Throws.Nothing);
    }

    [TestCaseSource(nameof(Files))]
    public void Plain_envsubst_finds_nothing_but_placeholders(string file)
    {
        var taken = DeployFiles.PlaceholdersIn(DeployFiles.Read(file)).Distinct(StringComparer.Ordinal);

        Assert.That(taken, Is.SubsetOf(DeployFiles.Values.Keys));   // "$or" of a pattern, written plainly, would be taken too
    }

    [Test]
    public void The_page_lists_exactly_the_placeholders_that_the_files_have()
    {
        var listed = TableRow().Matches(Section("## Placeholders")).Select(row => row.Groups["name"].Value);
        var used = DeployFiles.Json.SelectMany(file => DeployFiles.PlaceholdersIn(DeployFiles.Read(file))).Distinct(StringComparer.Ordinal);

        Assert.That(listed, Is.EquivalentTo(used));
    }

    [Test]
    public void The_page_gives_every_placeholder_a_value()
    {
        var exported = Export().Matches(Section("## 1. Say what")).Select(line => line.Groups["name"].Value);
        var used = DeployFiles.Json.SelectMany(file => DeployFiles.PlaceholdersIn(DeployFiles.Read(file))).Distinct(StringComparer.Ordinal);

        Assert.That(used, Is.SubsetOf(exported));
    }

    [Test]
    public void The_page_names_every_file()
    {
        var page = DeployFiles.Read("docs/deploy.md");
        var unnamed = DeployFiles.Json.Where(file =>
            !page.Contains(file, StringComparison.Ordinal) && !page.Contains(Path.GetDirectoryName(file) + "/`", StringComparison.Ordinal));

        Assert.That(unnamed, Is.Empty);
    }

    private static string Section(string heading)
    {
        var page = DeployFiles.Read("docs/deploy.md");
        var start = page.IndexOf(heading, StringComparison.Ordinal);
        var end = page.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);

        return page[start..end];
    }

    [GeneratedRegex(@"^\| `(?<name>[A-Z_]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TableRow();

    [GeneratedRegex("^export (?<name>[A-Z_]+)=", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Export();
}
