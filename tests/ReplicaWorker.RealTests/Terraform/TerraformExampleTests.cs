using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Terraform;

/// <summary>What people copy, and what they read.</summary>
public sealed class TerraformExampleTests
{
    private static readonly string Module = Path.Combine(SourceTree.Root, "terraform");

    [Test]
    public async Task The_example_for_two_regions_is_valid()
    {
        var root = await File.ReadAllTextAsync(Path.Combine(Module, "examples", "two-regions", "main.tf"));
        using var terraform = new TerraformRun("two-regions", root.Replace("\"../..\"", "\"../../../terraform\"", StringComparison.Ordinal));
        await terraform.RunAsync(0, "init", "-input=false", "-backend=false");
        await terraform.RunAsync(0, "validate");
    }

    [TestCase("variables.tf", "variable")]
    [TestCase("outputs.tf", "output")]
    public void Every_input_and_output_is_on_the_page(string file, string kind)
    {
        var page = File.ReadAllText(Path.Combine(Module, "README.md"));
        var names = File.ReadLines(Path.Combine(Module, file)).Where(line => line.StartsWith(kind + " \"", StringComparison.Ordinal)).Select(line => line.Split('"')[1]);

        Assert.That(names, Is.Not.Empty.And.All.Matches<string>(name => page.Contains($"| `{name}` |", StringComparison.Ordinal)));
    }
}
