using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.SecretsManager;

public sealed class SecretReplicationTests
{
    private const string West = """[{"Region":"us-west-2"}]""";

    private SecretWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = new(await CloudFixture.CloudAsync());

    [OneTimeTearDown]
    public void Stop() => _world.Dispose();

    [Test]
    public async Task A_replica_is_under_way_first_and_in_step_at_the_next_look()
    {
        var arn = (await _world.CreateAsync("rep-first")).Body!["ARN"]!.GetValue<string>();
        var answer = (await _world.ReplicateAsync("rep-first", West)).Body!;
        var primary = await _world.DescribeAsync("rep-first");
        var replica = await _world.DescribeAsync("rep-first", "us-west-2");
        await _world.PutAsync("rep-first", "v2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["ARN"]!.GetValue<string>(), Is.EqualTo(arn));
            Assert.That(answer["ReplicationStatus"]!.ToJsonString(), Is.EqualTo("""[{"Region":"us-west-2","KmsKeyId":"alias/aws/secretsmanager","Status":"InProgress"}]"""));
            Assert.That(primary["ReplicationStatus"]!.ToJsonString(), Is.EqualTo("""[{"Region":"us-west-2","KmsKeyId":"alias/aws/secretsmanager","Status":"InSync","StatusMessage":"Replication succeeded"}]"""));
            Assert.That(primary["PrimaryRegion"]!.GetValue<string>(), Is.EqualTo("us-east-1"));
            Assert.That(replica["PrimaryRegion"]!.GetValue<string>(), Is.EqualTo("us-east-1"));
            Assert.That(replica["ARN"]!.GetValue<string>(), Is.EqualTo(arn.Replace("us-east-1", "us-west-2", StringComparison.Ordinal)));
            Assert.That(replica["ReplicationStatus"], Is.Null);
            Assert.That(await _world.ValueAsync("rep-first", "us-west-2"), Is.EqualTo("v2"));
        }
    }

    [Test]
    public async Task It_takes_as_many_looks_as_told()
    {
        _world.Cloud.Secrets.Describes = 2;
        await _world.CreateAsync("rep-slow", $$"""{"AddReplicaRegions":{{West}}}""");
        _world.Cloud.Secrets.Describes = 0;

        string[][] seen = [await _world.StatusAsync("rep-slow"), await _world.StatusAsync("rep-slow"), await _world.StatusAsync("rep-slow")];
        Assert.That(seen.Select(one => one.Single()), Is.EqualTo(new[] { "us-west-2 InProgress", "us-west-2 InProgress", "us-west-2 InSync" }));
    }

    [Test]
    public async Task It_takes_as_long_as_told()
    {
        _world.Cloud.Secrets.Delay = TimeSpan.FromMilliseconds(400);
        await _world.CreateAsync("rep-late", $$"""{"AddReplicaRegions":{{West}}}""");
        _world.Cloud.Secrets.Delay = TimeSpan.Zero;

        Assert.That(await _world.StatusAsync("rep-late"), Is.EqualTo(new[] { "us-west-2 InProgress" }));
        Assert.That((await _world.CallAsync("DescribeSecret", "rep-late", region: "us-west-2")).Error, Is.EqualTo("ResourceNotFoundException"));
        await Task.Delay(600);
        Assert.That(await _world.StatusAsync("rep-late"), Is.EqualTo(new[] { "us-west-2 InSync" }));
    }

    [Test]
    public async Task Each_replica_has_its_own_key_which_may_be_changed_where_the_replica_is()
    {
        var first = (await _world.Wire.CallAsync("kms", "CreateKey", [], "us-west-2")).Body!["KeyMetadata"]!["Arn"]!.GetValue<string>();
        var second = (await _world.Wire.CallAsync("kms", "CreateKey", [], "us-west-2")).Body!["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await _world.CreateAsync("rep-key", $$"""{"AddReplicaRegions":[{"Region":"us-west-2","KmsKeyId":"{{first}}"}]}""");

        var primary = await _world.DescribeAsync("rep-key");
        var replica = await _world.DescribeAsync("rep-key", "us-west-2");
        var changed = await _world.CallAsync("UpdateSecret", "rep-key", $$"""{"KmsKeyId":"{{second}}","ClientRequestToken":"{{_world.NextToken()}}"}""", "us-west-2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(primary["ReplicationStatus"]![0]!["KmsKeyId"]!.GetValue<string>(), Is.EqualTo(first));
            Assert.That(primary["KmsKeyId"], Is.Null);
            Assert.That(replica["KmsKeyId"]!.GetValue<string>(), Is.EqualTo(first));
            Assert.That(changed.Error, Is.Null);
            Assert.That((await _world.DescribeAsync("rep-key", "us-west-2"))["KmsKeyId"]!.GetValue<string>(), Is.EqualTo(second));
        }
    }

    [Test]
    public async Task A_key_that_is_not_in_the_region_is_accepted_and_the_replica_fails()
    {
        var here = (await _world.Wire.CallAsync("kms", "CreateKey", [])).Body!["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        await _world.CreateAsync("rep-bad-key");
        var accepted = await _world.ReplicateAsync("rep-bad-key", $$"""[{"Region":"us-west-2","KmsKeyId":"{{here}}"}]""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(accepted.Error, Is.Null);
            Assert.That(await _world.StatusAsync("rep-bad-key"), Is.EqualTo(new[] { "us-west-2 Failed" }));
            Assert.That(await _world.MessageAsync("rep-bad-key"), Does.Contain(here));
        }
    }

    [Test]
    public async Task A_secret_of_that_name_over_there_is_in_the_way_until_it_may_be_overwritten()
    {
        await _world.CreateAsync("rep-conflict", """{"SecretString":"theirs"}""", "us-west-2");
        await _world.CreateAsync("rep-conflict");
        await _world.ReplicateAsync("rep-conflict", West);
        var failed = await _world.StatusAsync("rep-conflict");
        var message = await _world.MessageAsync("rep-conflict");
        var theirs = await _world.ValueAsync("rep-conflict", "us-west-2");
        await _world.ReplicateAsync("rep-conflict", West, overwrite: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed, Is.EqualTo(new[] { "us-west-2 Failed" }));
            Assert.That(message, Is.EqualTo("Replication failed: Secret name rep-conflict already exists in region us-west-2."));
            Assert.That(theirs, Is.EqualTo("theirs"));
            Assert.That(await _world.StatusAsync("rep-conflict"), Is.EqualTo(new[] { "us-west-2 InSync" }));
            Assert.That(await _world.ValueAsync("rep-conflict", "us-west-2"), Is.EqualTo("v"));
        }
    }

    [Test]
    public async Task A_secret_awaiting_deletion_is_in_the_way_too()
    {
        await _world.CreateAsync("rep-ghost", region: "us-west-2");
        await _world.CallAsync("DeleteSecret", "rep-ghost", region: "us-west-2");
        await _world.CreateAsync("rep-ghost", $$"""{"AddReplicaRegions":{{West}}}""");

        Assert.That(await _world.StatusAsync("rep-ghost"), Is.EqualTo(new[] { "us-west-2 Failed" }));
        Assert.That(await _world.MessageAsync("rep-ghost"), Does.Contain("scheduled for deletion"));
    }

    [Test]
    public async Task A_scripted_failure_lasts_as_often_as_told_and_a_retry_succeeds()
    {
        using var failure = _world.Cloud.Secrets.Fail("rep-script", "us-west-2", "Replication failed: network.", times: 1);
        await _world.CreateAsync("rep-script", $$"""{"AddReplicaRegions":{{West}}}""");
        var failed = await _world.MessageAsync("rep-script");
        await _world.ReplicateAsync("rep-script", West);

        Assert.That(failed, Is.EqualTo("Replication failed: network."));
        Assert.That(await _world.StatusAsync("rep-script"), Is.EqualTo(new[] { "us-west-2 InSync" }));
    }

    [Test]
    public async Task Replicating_again_makes_no_second_entry_and_the_region_can_be_removed_afterwards()
    {
        await _world.CreateAsync("rep-again", $$"""{"AddReplicaRegions":{{West}}}""");
        await _world.ReplicateAsync("rep-again", West);
        var twice = await _world.ReplicateAsync("rep-again", West, overwrite: true);
        _world.Cloud.Secrets.RefuseKnownRegions = true;
        var refused = await _world.ReplicateAsync("rep-again", West);
        _world.Cloud.Secrets.RefuseKnownRegions = false;
        var removed = await _world.CallAsync("RemoveRegionsFromReplication", "rep-again", """{"RemoveReplicaRegions":["us-west-2"]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(twice.Body!["ReplicationStatus"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(refused.Error, Is.EqualTo("InvalidParameterException"));
            Assert.That(removed.Body!["ReplicationStatus"]!.AsArray(), Is.Empty);
            Assert.That((await _world.CallAsync("DescribeSecret", "rep-again", region: "us-west-2")).Error, Is.EqualTo("ResourceNotFoundException"));
            Assert.That((await _world.DescribeAsync("rep-again"))["PrimaryRegion"], Is.Null);
        }
    }

    [TestCase("us-east-1")]
    [TestCase("nowhere")]
    [TestCase("cn-north-1")]
    public async Task A_region_that_cannot_have_a_replica_is_refused(string region)
    {
        await _world.CreateAsync("rep-region-" + region);
        var answer = await _world.ReplicateAsync("rep-region-" + region, $$"""[{"Region":"{{region}}"}]""");

        Assert.That((answer.Error, answer.Message), Is.EqualTo(("InvalidParameterException", "Invalid replica region.")));
    }

    [Test]
    public async Task A_promoted_replica_stands_alone_with_its_ARN_key_tags_and_versions()
    {
        await _world.CreateAsync("rep-promote", """{"AddReplicaRegions":[{"Region":"us-west-2"},{"Region":"eu-west-1"}],"Tags":[{"Key":"Team","Value":"red"}],"Description":"d"}""");
        await _world.PutAsync("rep-promote", "v2");
        var before = await _world.DescribeAsync("rep-promote", "us-west-2");
        var promoted = await _world.CallAsync("StopReplicationToReplica", "rep-promote", region: "us-west-2");
        var after = await _world.DescribeAsync("rep-promote", "us-west-2");
        var again = await _world.CallAsync("StopReplicationToReplica", "rep-promote", region: "us-west-2");
        await _world.PutAsync("rep-promote", "v3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(promoted.Body!["ARN"]!.GetValue<string>(), Is.EqualTo(before["ARN"]!.GetValue<string>()));
            Assert.That(after["ARN"]!.GetValue<string>(), Is.EqualTo(before["ARN"]!.GetValue<string>()));
            Assert.That(after["PrimaryRegion"], Is.Null);
            Assert.That(after["Tags"]!.ToJsonString(), Is.EqualTo("""[{"Key":"Team","Value":"red"}]"""));
            Assert.That(after["Description"]!.GetValue<string>(), Is.EqualTo("d"));
            Assert.That(after["VersionIdsToStages"]!.ToJsonString(), Is.EqualTo(before["VersionIdsToStages"]!.ToJsonString()));
            Assert.That(await _world.ValueAsync("rep-promote", "us-west-2"), Is.EqualTo("v2"));
            Assert.That(await _world.StatusAsync("rep-promote"), Is.EqualTo(new[] { "eu-west-1 InSync" }));
            Assert.That(again.Error, Is.EqualTo("InvalidParameterException"));
        }
    }
}
