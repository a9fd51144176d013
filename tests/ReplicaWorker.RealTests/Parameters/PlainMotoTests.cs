using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>The published worker on a Parameter Store that is not ours, with nothing in between.</summary>
public sealed class PlainMotoTests
{
    private ParameterStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start() => _stage = await OnPlainMotoAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    [Order(1)]
    public async Task Single_events_bring_a_parameter_over_and_take_it_away()
    {
        await _stage.PutAsync("/single/secure", "marked-value", put => (put.Type, put.Description, put.Tags) = ("SecureString", "d", [new() { Key = "Team", Value = "x" }]));
        Assert.That((await _stage.EventAsync("Create", "/single/secure")).ExitCode, Is.Zero);
        Assert.That(await _stage.ValueAsync("/single/secure"), Is.EqualTo("marked-value"));
        Assert.That(await _stage.TagsAsync("/single/secure"), Has.Count.EqualTo(3));

        await _stage.ChangeAsync("/single/secure", "changed");
        Assert.That((await _stage.EventAsync("Update", "/single/secure")).Count("changed"), Is.EqualTo(1));
        Assert.That(await _stage.ValueAsync("/single/secure"), Is.EqualTo("changed"));
        Assert.That((await _stage.EventAsync("Update", "/single/secure")).Count("unchanged"), Is.EqualTo(1));

        await _stage.In(East).LabelParameterVersionAsync(new() { Name = "/single/secure", Labels = ["live"] });
        await _stage.EventAsync("LabelParameterVersion", "/single/secure");
        Assert.That(await _stage.LabelsAsync("/single/secure"), Is.EqualTo(["live"]));

        await _stage.DeleteAsync("/single/secure");
        Assert.That((await _stage.EventAsync("Delete", "/single/secure")).Count("changed"), Is.EqualTo(1));
        Assert.That(await _stage.FindAsync("/single/secure"), Is.Null);
    }

    [Test]
    [Order(2)]
    public async Task A_full_sync_makes_both_sides_equal_and_the_second_writes_nothing()
    {
        for (var n = 0; n < 25; n++)
        {
            await _stage.PutAsync($"/many/{n}", $"v{n}", put => put.Type = n % 2 == 0 ? "String" : "SecureString");
        }

        await _stage.PutAsync("plain", "a,b", put => put.Type = "StringList");
        await _stage.PutAsync("/intelligent", "v", put => put.Tier = "Intelligent-Tiering");
        await _stage.PutAsync("/policies", "v", put =>
            (put.Tier, put.Policies) = ("Advanced", """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2096-02-01T03:04:05.000Z"}}]"""));

        var first = await _stage.SyncAsync();
        Assert.That((first.ExitCode, first.Count("changed")), Is.EqualTo((0, 28)), first.Text());
        Assert.That(await _stage.NamesAsync(), Is.EqualTo(await _stage.NamesAsync(East)));
        Assert.That((await _stage.DescribeAsync("/policies")).Policies, Has.Count.EqualTo(1));
        Assert.That((await _stage.DescribeAsync("/intelligent")).Tier!.Value, Is.EqualTo("Standard"));

        var second = await _stage.SyncAsync();
        Assert.That((second.Count("changed"), second.Count("unchanged")), Is.EqualTo((0, 28)), second.Text());

        await _stage.PutAsync("/policies", "v", put => (put.Overwrite, put.Policies) = (true, "[{}]"));
        await _stage.DeleteAsync("/many/3");
        await _stage.ChangeAsync("plain", "a,b,c");
        var third = await _stage.SyncAsync();
        Assert.That((third.ExitCode, third.Count("changed"), third.Count("unchanged")), Is.EqualTo((0, 3, 25)), third.Text());
        Assert.That(await _stage.FindAsync("/many/3"), Is.Null);
        Assert.That((await _stage.SyncAsync()).Count("unchanged"), Is.EqualTo(27), "cleared policies stay cleared");
    }

    [Test]
    [Order(3)]
    public async Task Another_type_is_created_again()
    {
        await _stage.PutAsync("/type", "v");
        await _stage.CopyAsync("/type");
        await _stage.DeleteAsync("/type");
        await _stage.PutAsync("/type", "w", put => put.Type = "SecureString");

        var run = await _stage.RunAsync(["parameters", "/type"], ("Parameters__RecreateWait", "00:00:00"));

        Assert.That((run.ExitCode, (await _stage.FindAsync("/type"))!.Type!.Value), Is.EqualTo((0, "SecureString")), run.Text());
    }
}
