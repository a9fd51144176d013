using LocalCloud.Aws;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Git;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>CodeCommit's API and its git server are one service.</summary>
public sealed class CloudCodeCommitTests
{
    private Cloud _cloud = null!;
    private AwsWire _aws = null!;
    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cloud = await CloudFixture.CloudAsync();
        _aws = new(_cloud);
        _folder = Directory.CreateTempSubdirectory("codecommit-");
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _aws.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task A_created_repository_is_in_the_API_and_on_the_git_server_of_that_region_only()
    {
        var created = await _aws.CodeCommitAsync("CreateRepository", new()
        {
            ["repositoryName"] = "created",
            ["repositoryDescription"] = "what it is for",
            ["kmsKeyId"] = "alias/dr",
            ["tags"] = new JsonObject { ["Team"] = "red" },
        }, "us-west-2");
        var read = await _aws.CodeCommitAsync("GetRepository", new() { ["repositoryName"] = "created" }, "us-west-2");
        var tags = await _aws.CodeCommitAsync("ListTagsForResource", new() { ["resourceArn"] = "arn:aws:codecommit:us-west-2:123456789012:created" }, "us-west-2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Body!.ToJsonString(), Is.EqualTo(created.Body!.ToJsonString()));
            Assert.That(read.Body!["repositoryMetadata"]!["repositoryDescription"]!.GetValue<string>(), Is.EqualTo("what it is for"));
            Assert.That(read.Body!["repositoryMetadata"]!["kmsKeyId"]!.GetValue<string>(), Is.EqualTo("alias/dr"));
            Assert.That(read.Body!["repositoryMetadata"]!["defaultBranch"], Is.Null);
            Assert.That(read.Body!["repositoryMetadata"]!["cloneUrlHttp"]!.GetValue<string>(), Is.EqualTo(_cloud.Git.UrlOf("us-west-2", "created").AbsoluteUri));
            Assert.That(tags.Body!["tags"]!.ToJsonString(), Is.EqualTo("""{"Team":"red"}"""));
            Assert.That(_cloud.Git.Exists("us-west-2", "created"), Is.True);
            Assert.That(_cloud.Git.Exists("us-east-1", "created"), Is.False);
        }
    }

    [Test]
    public async Task The_first_pushed_branch_is_the_default_until_the_API_says_otherwise()
    {
        await CreateAsync("defaults");
        await PushAsync("defaults", "trunk:refs/heads/first");
        Assert.That(await DefaultBranchAsync("defaults"), Is.EqualTo("first"));

        await PushAsync("defaults", "trunk:refs/heads/main");
        Assert.That(await DefaultBranchAsync("defaults"), Is.EqualTo("first"));

        var missing = await _aws.CodeCommitAsync("UpdateDefaultBranch", new() { ["repositoryName"] = "defaults", ["defaultBranchName"] = "gone" });
        Assert.That(missing.Error, Is.EqualTo("BranchDoesNotExistException"));

        await _aws.CodeCommitAsync("UpdateDefaultBranch", new() { ["repositoryName"] = "defaults", ["defaultBranchName"] = "main" });
        Assert.That(await DefaultBranchAsync("defaults"), Is.EqualTo("main"));

        var refused = await _aws.CodeCommitAsync("DeleteBranch", new() { ["repositoryName"] = "defaults", ["branchName"] = "main" });
        var deleted = await _aws.CodeCommitAsync("DeleteBranch", new() { ["repositoryName"] = "defaults", ["branchName"] = "first" });
        var left = await _aws.CodeCommitAsync("ListBranches", new() { ["repositoryName"] = "defaults" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Error, Is.EqualTo("DefaultBranchCannotBeDeletedException"));
            Assert.That(deleted.Body!["deletedBranch"]!["branchName"]!.GetValue<string>(), Is.EqualTo("first"));
            Assert.That(left.Body!["branches"]!.ToJsonString(), Is.EqualTo("""["main"]"""));
        }
    }

    [Test]
    public async Task A_branch_made_by_the_API_points_at_an_existing_commit_and_raises_the_event()
    {
        await CreateAsync("branches");
        var tip = await PushAsync("branches", "trunk:refs/heads/main");

        var unknown = await _aws.CodeCommitAsync("CreateBranch", Branch("x", new string('0', 40)));
        await _aws.CodeCommitAsync("CreateBranch", Branch("x", tip));
        var again = await _aws.CodeCommitAsync("CreateBranch", Branch("x", tip));
        var read = await _aws.CodeCommitAsync("GetBranch", new() { ["repositoryName"] = "branches", ["branchName"] = "x" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unknown.Error, Is.EqualTo("CommitDoesNotExistException"));
            Assert.That(again.Error, Is.EqualTo("BranchNameExistsException"));
            Assert.That(read.Body!["branch"]!["commitId"]!.GetValue<string>(), Is.EqualTo(tip));
            Assert.That(StateChanges("branches").Select(detail => detail["referenceFullName"]!.GetValue<string>()), Does.Contain("refs/heads/x"));
        }

        static JsonObject Branch(string name, string commit) =>
            new() { ["repositoryName"] = "branches", ["branchName"] = name, ["commitId"] = commit };
    }

    [Test]
    public async Task A_push_raises_one_state_change_a_ref_with_the_documented_fields()
    {
        await CreateAsync("events");
        var tip = await PushAsync("events", "trunk:refs/heads/main", "trunk:refs/tags/v1");
        await PushAsync("events", ":refs/tags/v1");

        var raised = StateChanges("events").ToArray();
        var branch = raised.Single(detail => detail["referenceType"]!.GetValue<string>() == "branch");
        var tag = raised.Where(detail => detail["referenceType"]!.GetValue<string>() == "tag").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(branch["event"]!.GetValue<string>(), Is.EqualTo("referenceCreated"));
            Assert.That(branch["referenceName"]!.GetValue<string>(), Is.EqualTo("main"));
            Assert.That(branch["commitId"]!.GetValue<string>(), Is.EqualTo(tip));
            Assert.That(branch["oldCommitId"], Is.Null);
            Assert.That(tag.Select(detail => detail["event"]!.GetValue<string>()), Is.EqualTo(new[] { "referenceCreated", "referenceDeleted" }));
            Assert.That(tag[1]["oldCommitId"]!.GetValue<string>(), Is.EqualTo(tip));
            Assert.That(tag[1]["commitId"], Is.Null);
        }
    }

    [Test]
    public async Task A_repository_made_on_the_git_server_is_in_the_API_and_one_deleted_there_is_not()
    {
        _cloud.Git.CreateRepository("eu-west-1", "by-hand");
        Assert.That(await NamesAsync("eu-west-1"), Does.Contain("by-hand"));

        _cloud.Git.DeleteRepository("eu-west-1", "by-hand");
        var gone = await _aws.CodeCommitAsync("GetRepository", new() { ["repositoryName"] = "by-hand" }, "eu-west-1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gone.Error, Is.EqualTo("RepositoryDoesNotExistException"));
            Assert.That(gone.Message, Is.EqualTo("by-hand does not exist"));
            Assert.That(await NamesAsync("eu-west-1"), Does.Not.Contain("by-hand"));
        }
    }

    [Test]
    public async Task Tags_description_and_key_are_changed_and_read_back()
    {
        await CreateAsync("settings");
        var arn = "arn:aws:codecommit:us-east-1:123456789012:settings";

        await _aws.CodeCommitAsync("TagResource", new() { ["resourceArn"] = arn, ["tags"] = new JsonObject { ["a"] = "1", ["b"] = "2" } });
        await _aws.CodeCommitAsync("UntagResource", new() { ["resourceArn"] = arn, ["tagKeys"] = new JsonArray("a") });
        await _aws.CodeCommitAsync("UpdateRepositoryDescription", new() { ["repositoryName"] = "settings", ["repositoryDescription"] = "new" });
        var key = await _aws.CodeCommitAsync("UpdateRepositoryEncryptionKey", new() { ["repositoryName"] = "settings", ["kmsKeyId"] = "alias/k" });
        var system = await _aws.CodeCommitAsync("TagResource", new() { ["resourceArn"] = arn, ["tags"] = new JsonObject { ["aws:x"] = "1" } });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _aws.CodeCommitAsync("ListTagsForResource", new() { ["resourceArn"] = arn })).Body!["tags"]!.ToJsonString(), Is.EqualTo("""{"b":"2"}"""));
            Assert.That((await MetadataAsync("settings"))["repositoryDescription"]!.GetValue<string>(), Is.EqualTo("new"));
            Assert.That(key.Body!["originalKmsKeyId"]!.GetValue<string>(), Is.EqualTo("arn:aws:kms:us-east-1:123456789012:alias/aws/codecommit"));
            Assert.That(system.Error, Is.EqualTo("InvalidSystemTagUsageException"));
        }
    }

    [TestCase("CreateRepository", """{"repositoryName":"bad/name"}""", "InvalidRepositoryNameException")]
    [TestCase("CreateRepository", """{"repositoryName":"name.git"}""", "InvalidRepositoryNameException")]
    [TestCase("CreateRepository", """{}""", "RepositoryNameRequiredException")]
    [TestCase("GetRepository", """{"repositoryName":"nobody"}""", "RepositoryDoesNotExistException")]
    [TestCase("ListRepositories", """{"nextToken":"!"}""", "InvalidContinuationTokenException")]
    [TestCase("ListTagsForResource", """{"resourceArn":"settings"}""", "InvalidResourceArnException")]
    [TestCase("ListTagsForResource", """{"resourceArn":"arn:aws:codecommit:us-east-1:123456789012:../../x"}""", "InvalidRepositoryNameException")]
    public async Task A_call_that_CodeCommit_refuses_is_refused_with_its_code(string operation, string parameters, string code)
    {
        var answer = await _aws.CodeCommitAsync(operation, JsonNode.Parse(parameters)!.AsObject());

        Assert.That((int)answer.Status, Is.EqualTo(400));
        Assert.That(answer.Error, Is.EqualTo(code));
    }

    [Test]
    public async Task CloudTrail_tells_of_a_change_who_made_it_and_of_a_refused_one_why()
    {
        var parameters = new JsonObject { ["repositoryName"] = "trail" };
        await _aws.CodeCommitAsync("CreateRepository", parameters);
        await _aws.CallAsync("codecommit", "CreateRepository", parameters, asWorker: true);

        var raised = _cloud.Bus.Events
            .Where(raised => raised.DetailType == "AWS API Call via CloudTrail" && raised.Detail["requestParameters"]?["repositoryName"]?.GetValue<string>() == "trail")
            .Select(raised => raised.Detail).ToArray();
        Assert.That(raised, Has.Length.EqualTo(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(raised[0]["eventName"]!.GetValue<string>(), Is.EqualTo("CreateRepository"));
            Assert.That(raised[0]["userIdentity"]!["type"]!.GetValue<string>(), Is.EqualTo("IAMUser"));
            Assert.That(raised[0]["responseElements"]!["repositoryMetadata"]!["arn"]!.GetValue<string>(), Is.EqualTo("arn:aws:codecommit:us-east-1:123456789012:trail"));
            Assert.That(raised[0]["errorCode"], Is.Null);
            Assert.That(raised[1]["userIdentity"]!["sessionContext"]!["sessionIssuer"]!["arn"]!.GetValue<string>(), Is.EqualTo("arn:aws:iam::123456789012:role/replica-worker-task"));
            Assert.That(raised[1]["errorCode"]!.GetValue<string>(), Is.EqualTo("RepositoryNameExistsException"));
            Assert.That(raised[1]["responseElements"], Is.Null);
        }
    }

    private async Task CreateAsync(string name) =>
        Assert.That((int)(await _aws.CodeCommitAsync("CreateRepository", new() { ["repositoryName"] = name })).Status, Is.EqualTo(200));

    private async Task<JsonNode> MetadataAsync(string name) =>
        (await _aws.CodeCommitAsync("GetRepository", new() { ["repositoryName"] = name })).Body!["repositoryMetadata"]!;

    private async Task<string?> DefaultBranchAsync(string name) => (await MetadataAsync(name))["defaultBranch"]?.GetValue<string>();

    private async Task<IEnumerable<string>> NamesAsync(string region) =>
        (await _aws.CodeCommitAsync("ListRepositories", [], region)).Body!["repositories"]!.AsArray()
            .Select(repository => repository!["repositoryName"]!.GetValue<string>());

    private IEnumerable<JsonObject> StateChanges(string repository) => _cloud.Bus.Events
        .Where(raised => raised.DetailType == "CodeCommit Repository State Change" && raised.Detail["repositoryName"]!.GetValue<string>() == repository)
        .Select(raised => raised.Detail);

    // One commit, whatever it is pushed to. Its id.
    private async Task<string> PushAsync(string repository, params string[] refspecs)
    {
        var git = new GitClient(_folder.FullName);
        var work = Path.Combine(_folder.FullName, "work");
        if (!Directory.Exists(work))
        {
            await git.RunAsync(_folder.FullName, ["init", "--quiet", "-b", "trunk", work]);
            await git.RunAsync(work, ["commit", "--quiet", "--allow-empty", "-m", "first"]);
        }

        var authorization = _cloud.Git.Authorize("us-east-1", repository, _cloud.Options.Developer.Id);
        await git.RunAsync(work, ["-c", "http.extraHeader=Authorization: " + authorization, "push", "--quiet", _cloud.Git.UrlOf("us-east-1", repository).AbsoluteUri, .. refspecs]);
        return await git.RunAsync(work, ["rev-parse", "trunk"]);
    }
}
