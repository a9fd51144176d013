using System.Text.Json;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>The environment of <c>taskdef.json</c>, read as the worker reads it.</summary>
public sealed class TaskOptionsTests
{
    private static readonly Dictionary<string, string?> Environment =
        DeployFiles.Filled("taskdef.json")["containerDefinitions"]![0]!["environment"]!.AsArray().ToDictionary(
            variable => variable!["name"]!.GetValue<string>(), variable => (string?)variable!["value"]!.GetValue<string>(), StringComparer.Ordinal);

    [Test]
    public void Every_option_is_there_to_be_changed()
    {
        var options = Settable<ReplicaOptions>(ReplicaOptions.Section).Concat(Settable<GitMirrorOptions>(GitMirrorOptions.Section))
            .Concat(Settable<SecretsOptions>(SecretsOptions.Section)).Concat(Settable<ParametersOptions>(ParametersOptions.Section))
            .Concat(Settable<ConfigMapsOptions>(ConfigMapsOptions.Section));

        // A map by region is one variable per key, or one variable in all; of the endpoints' nobody has any until two regions differ.
        Assert.That(Environment.Keys, Is.EquivalentTo(options.Except(["GitMirror__Endpoints"], StringComparer.Ordinal)));
    }

    [Test]
    public void Nothing_in_it_is_a_mistake_and_nothing_but_the_placeholders_differs_from_the_defaults()
    {
        var mistakes = new Mistakes();
        var replica = ReplicaOptions.Read(Section(ReplicaOptions.Section, mistakes), awsRegion: null);
        var git = GitMirrorOptions.Read(Section(GitMirrorOptions.Section, mistakes), replica);
        var secrets = SecretsOptions.Read(Section(SecretsOptions.Section, mistakes), replica);
        var parameters = ParametersOptions.Read(Section(ParametersOptions.Section, mistakes), replica);
        var configMaps = ConfigMapsOptions.Read(Section(ConfigMapsOptions.Section, mistakes), replica);

        Assert.Multiple(() =>
        {
            Assert.That(mistakes.ThrowIfAny, Throws.Nothing);
            Assert.That(
                AsJson(replica),
                Is.EqualTo(AsJson(new ReplicaOptions
                {
                    PrimaryRegion = "us-east-1",
                    ReplicationRegions = ["us-west-2", "eu-west-1"],
                    RunTask = "--cluster replica-worker --task-definition replica-worker",
                })));
            Assert.That(AsJson(secrets), Is.EqualTo(AsJson(new SecretsOptions())));
            Assert.That(AsJson(configMaps), Is.EqualTo(AsJson(new ConfigMapsOptions())));
            Assert.That(AsJson(parameters), Is.EqualTo(AsJson(new ParametersOptions())));
            Assert.That(
                AsJson(git),
                Is.EqualTo(AsJson(new GitMirrorOptions { Repositories = new Dictionary<string, string>(StringComparer.Ordinal) { ["RepoA"] = "RepoB" } })));
        });
    }

    private static SettingsSection Section(string name, Mistakes mistakes)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Environment.Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value)))
            .Build();

        return new(configuration.GetSection(name), mistakes);
    }

    private static IEnumerable<string> Settable<T>(string section) =>
        typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => $"{section}__{property.Name}");

    /// <summary>By value: records with arrays and dictionaries are equal only when those are the same object.</summary>
    private static string AsJson<T>(T options) => JsonSerializer.Serialize(options);
}
