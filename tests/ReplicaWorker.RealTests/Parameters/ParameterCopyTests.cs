using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>Single parameters, by event and by name: a copy has everything that its source has.</summary>
public sealed class ParameterCopyTests : SingleParameterTests
{
    [Test]
    public async Task A_copy_is_identical_in_everything_that_a_parameter_has()
    {
        await Stage.PutAsync(Name, "marked-value", put =>
        {
            (put.Type, put.Tier, put.Description, put.AllowedPattern) = ("SecureString", "Advanced", "what it is for", "[a-z-]+");
            put.Policies = """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2096-02-01T03:04:05.000Z"}},{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}]""";
            put.Tags = [new() { Key = "Team", Value = "shop" }];
        });

        var run = await Stage.EventAsync("Create", Name);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        var (copy, source) = (await Stage.DescribeAsync(Name), await Stage.DescribeAsync(Name, East));
        Assert.That(
            (copy.Type!.Value, copy.Tier!.Value, copy.Description, copy.AllowedPattern, copy.DataType, copy.KeyId),
            Is.EqualTo((source.Type!.Value, source.Tier!.Value, source.Description, source.AllowedPattern, source.DataType, "alias/aws/ssm")));
        Assert.That(copy.Policies!.Select(policy => policy.PolicyText), Is.EquivalentTo(source.Policies!.Select(policy => policy.PolicyText)));
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("marked-value"));
        Assert.That(await Stage.TagsAsync(Name), Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Team"] = "shop", ["ReplicationStatus"] = "monitored-by-replica-worker", ["ReplicationSource"] = "us-east-1/replica-worker/production",
        }));
        Assert.That(await Stage.TagsAsync(Name, East), Has.Count.EqualTo(1), "the source is never written");
    }

    [Test]
    public async Task Unchanged_means_no_write_and_no_new_version()
    {
        await CopiedAsync();
        var mark = Stage.Mark;

        var run = await Stage.EventAsync("Update", Name);

        Assert.That((run.Count("unchanged"), run.Count("changed")), Is.EqualTo((1, 0)), run.Text());
        Assert.That(Stage.Calls(mark).Where(IsWrite), Is.Empty);
        Assert.That((await Stage.FindAsync(Name))!.Version, Is.EqualTo(1));
    }

    [Test]
    public async Task Cleared_fields_are_cleared()
    {
        await CopiedAsync(put =>
        {
            (put.Description, put.AllowedPattern, put.Tier) = ("text", ".*", "Advanced");
            put.Policies = """[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}]""";
        });
        await Stage.PutAsync(Name, "v1", put => (put.Overwrite, put.Description, put.AllowedPattern, put.Policies) = (true, "", "", "[{}]"));

        var run = await Stage.EventAsync("Update", Name);

        var copy = await Stage.DescribeAsync(Name);
        Assert.That((copy.Description ?? "", copy.AllowedPattern ?? "", copy.Policies?.Count ?? 0), Is.EqualTo(("", "", 0)), run.Text());
        Assert.That((await Stage.EventAsync("Update", Name)).Count("unchanged"), Is.EqualTo(1), "and stay so");
    }

    [Test]
    public async Task Tags_are_added_and_removed_without_a_new_version()
    {
        await CopiedAsync(put => put.Tags = [new() { Key = "Old", Value = "1" }]);
        await Stage.TagAsync(Name, "New", "2");
        await Stage.UntagAsync(Name, "Old");

        var run = await Stage.CopyAsync(Name);

        Assert.That((await Stage.TagsAsync(Name)).Keys, Is.EquivalentTo(["New", "ReplicationStatus", "ReplicationSource"]), run.Text());
        Assert.That((await Stage.FindAsync(Name))!.Version, Is.EqualTo(1));
    }

    [Test]
    public async Task Labels_follow_a_label_event_and_move_with_the_next_version()
    {
        await CopiedAsync();
        await Stage.In(East).LabelParameterVersionAsync(new() { Name = Name, Labels = ["live"] });
        var run = await Stage.EventAsync("LabelParameterVersion", Name);
        Assert.That(await Stage.LabelsAsync(Name), Is.EqualTo(["live"]), run.Text());

        await Stage.ChangeAsync(Name, "v2");
        await Stage.EventAsync("Update", Name);
        await Stage.In(East).LabelParameterVersionAsync(new() { Name = Name, Labels = ["live", "newest"] });
        await Stage.EventAsync("LabelParameterVersion", Name);

        Assert.That(await Stage.LabelsAsync(Name), Is.EquivalentTo(["live", "newest"]));
        Assert.That((await Stage.FindAsync(Name + ":live"))!.Version, Is.EqualTo(2));
    }

    [Test]
    public async Task Labels_that_are_taken_away_go_with_the_next_run_that_looks_at_labels()
    {
        await CopiedAsync();
        await Stage.In(East).LabelParameterVersionAsync(new() { Name = Name, Labels = ["live"] });
        await Stage.RunAsync(["parameters", Name, "--labels"]);
        Assert.That(await Stage.LabelsAsync(Name), Is.EqualTo(["live"]));

        await Stage.In(East).UnlabelParameterVersionAsync(new() { Name = Name, ParameterVersion = 1, Labels = ["live"] });
        Assert.That((await Stage.CopyAsync(Name)).Count("unchanged"), Is.EqualTo(1), "nobody asked for labels");
        await Stage.RunAsync(["parameters", Name, "--labels"]);

        Assert.That(await Stage.LabelsAsync(Name), Is.Empty);
    }
}
