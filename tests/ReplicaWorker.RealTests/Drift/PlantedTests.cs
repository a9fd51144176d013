using System.Text.Json.Nodes;
using Amazon.CodeCommit;
using Amazon.Runtime;
using LocalCloud.Processes;
using NUnit.Framework;
using ReplicaWorker.RealTests.GitMirror;
using ReplicaWorker.RealTests.Secrets;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Drift;

/// <summary>The published worker finds what was planted, nothing else, and says how to repair it.</summary>
public sealed class PlantedTests
{
    private const string Mark = LeakWatch.Mark + "drift-value-8Tz";

    private static readonly (string Key, string Value)[] AtOnce = [("Drift__Grace", "00:00:00"), ("Drift__SecondLook", "00:00:00")];

    [Test]
    public async Task Parameters_and_secrets_of_plain_moto_differ_where_somebody_has_damaged_them()
    {
        await using var stage = await OnPlainMotoAsync();
        using var secrets = new SecretsWorld(stage.Environment);
        foreach (var name in new[] { "equal", "missing", "value", "description", "tag", "type", "extra" })
        {
            await stage.PutAsync("/d/" + name, Mark, put => (put.Type, put.Tags) = (name is "equal" or "value" ? "SecureString" : "String", [new() { Key = "Team", Value = "shop" }]));
        }

        await secrets.CreateAsync("d/equal");
        await secrets.CreateAsync("d/unlisted");
        Assert.That((await stage.RunAsync(["secrets", "--all"])).ExitCode, Is.Zero);
        Assert.That((await stage.SyncAsync()).ExitCode, Is.Zero);

        await stage.DeleteAsync("/d/missing", West);
        await stage.ChangeAsync("/d/value", Mark + "-other", West);
        await stage.PutAsync("/d/description", Mark, put => (put.Overwrite, put.Description) = (true, "changed"), West);
        await stage.TagAsync("/d/tag", "Team", "ops", West);
        var tags = await stage.TagsAsync("/d/type");
        await stage.DeleteAsync("/d/type", West);
        await stage.PutAsync("/d/type", Mark, put => (put.Type, put.Tags) = ("StringList", [.. tags.Select(tag => new Amazon.SimpleSystemsManagement.Model.Tag { Key = tag.Key, Value = tag.Value })]), West);
        await stage.DeleteAsync("/d/extra");
        await stage.PutAsync("/d/conflict", Mark);
        await stage.PutAsync("/d/conflict", Mark + "-theirs", region: West);
        await stage.PutAsync("/d/copy", Mark, put => put.Tags = [new() { Key = "ReplicationStatus", Value = "somebody's" }]);
        await secrets.CreateAsync("d/missing");
        await secrets.CreateAsync("d/conflict");
        await secrets.CreateAsync("d/conflict", West);
        await secrets.DoAsync("ReplicateSecretToRegions", new() { ["SecretId"] = "d/unlisted", ["AddReplicaRegions"] = new JsonArray(new JsonObject { ["Region"] = Europe }) });

        var run = await stage.RunAsync(["drift", "--format", "json", "--kinds", "parameters,secrets"], AtOnce);

        Assert.That(run.ExitCode, Is.EqualTo(2), run.Text());
        Assert.That(Findings(run), Is.EquivalentTo(
        [
            "/d/missing us-west-2 missing ", "/d/value us-west-2 value Value", "/d/description us-west-2 metadata Description", "/d/tag us-west-2 tags Team",
            "/d/type us-west-2 type Type", "/d/extra us-west-2 extra ", "/d/conflict us-west-2 conflict ",
            "d/missing us-west-2 missing ", "d/conflict us-west-2 conflict ", "d/unlisted eu-west-1 extra ",
        ]));
        Assert.That(Report(run)["skipped"]!.AsArray().Select(one => one!["item"]!.GetValue<string>()), Does.Contain("/d/copy"));

        foreach (var command in Report(run)["findings"]!.AsArray().Where(finding => finding!["isRepairable"]!.GetValue<bool>()).Select(finding => finding!["repairs"]![0]!.GetValue<string>()))
        {
            Assert.That((await stage.RunAsync(command.Split(' ')[1..], ("Parameters__RecreateWait", "00:00:00"))).ExitCode, Is.Zero, command);
        }

        var after = await stage.RunAsync(["drift", "--format", "json", "--kinds", "parameters,secrets"], AtOnce);
        Assert.That(Findings(after), Is.EquivalentTo(["/d/conflict us-west-2 conflict ", "d/conflict us-west-2 conflict ", "d/unlisted eu-west-1 extra "]), "what a person must decide is left");
    }

    [Test]
    public async Task What_cannot_be_read_is_unreadable_and_never_missing_and_nothing_is_written()
    {
        await using var stage = await OnTheLocalCloudAsync();
        await stage.PutAsync("/u/a", Mark, put => put.Type = "SecureString");
        await stage.PutAsync("/u/b", Mark);
        await stage.SyncAsync();
        var mark = stage.Mark;

        foreach (var (operation, region) in new[] { ("GetParameters", West), ("DescribeParameters", West), ("GetParameters", East) })
        {
            using var broken = stage.Break(operation, "AccessDeniedException", region);
            var run = await stage.RunAsync(["drift", "--format", "json", "--kinds", "parameters"], AtOnce);

            Assert.That(Findings(run), Is.Empty, operation);
            Assert.That(Report(run)["unreadable"]!.AsArray(), Has.Count.EqualTo(2), run.Text());
            Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        }

        Assert.That(stage.Calls(mark).Where(IsWrite), Is.Empty);
    }

    [Test]
    public async Task Refs_of_a_replica_differ_where_somebody_has_pushed_deleted_or_set_them_back()
    {
        await using var world = await MirrorWorld.StartInCloudAsync(isNamed: true);
        using var api = new AmazonCodeCommitClient(
            new BasicAWSCredentials(world.Cloud.Options.Developer.Id, world.Cloud.Options.Developer.Secret),
            new AmazonCodeCommitConfig { ServiceURL = world.Cloud.AwsEndpoint.AbsoluteUri, AuthenticationRegion = MirrorWorld.Primary });
        await api.CreateRepositoryAsync(new() { RepositoryName = world.Name });
        await world.RunAsync("branch", "gone");
        await world.PushAsync("main", "gone", "main:refs/heads/back");
        await world.MirrorAsync();
        await world.CommitAsync("an intruder's");
        await world.IntrudeAsync(MirrorWorld.West, "main:refs/heads/theirs", ":refs/heads/gone", "+main:refs/heads/back");

        var refs = await RefsAsync();
        Assert.That(refs, Is.EquivalentTo(["refs/heads/theirs", "refs/heads/gone", "refs/heads/back"]));
        Assert.That((await world.MirrorAsync("--region-only", MirrorWorld.West)).ExitCode, Is.Zero);
        Assert.That(await RefsAsync(), Is.Empty);

        async Task<IEnumerable<string>> RefsAsync()
        {
            var environment = world.Environment(new(AtOnce.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal), StringComparer.Ordinal)
            {
                ["GitMirror__Include"] = world.Name,
            });
            var run = await world.Cloud.RunWorkerAsync(["drift", "--format", "json", "--kinds", "repositories"], environment);
            return Report(run)["findings"]!.AsArray().Select(finding => finding!["field"]!.GetValue<string>());
        }
    }

    private static JsonNode Report(WorkerRun run) => JsonNode.Parse(string.Join('\n', run.StandardOutput))!;

    private static IEnumerable<string> Findings(WorkerRun run) => Report(run)["findings"]!.AsArray().Select(finding =>
        $"{finding!["item"]} {finding["region"]} {finding["difference"]} {finding["field"]}");
}
