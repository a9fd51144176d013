using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.ParameterStore;

/// <summary>What the service refuses and moto does not.</summary>
public sealed class ParameterLimitTests
{
    private ParameterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = new(await CloudFixture.CloudAsync());

    [OneTimeTearDown]
    public void Stop() => _world.Dispose();

    [TestCase("/aws/x", "{}", "AccessDeniedException", "No access to reserved parameter name: /aws/x.")]
    [TestCase("awsome", "{}", "ValidationException", "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).")]
    [TestCase("/SSM/x", "{}", "ValidationException", "Parameter name: can't be prefixed with \"ssm\"")]
    [TestCase("/limits/a b", "{}", "ValidationException", "letters, numbers and the following 3 symbols .-_")]
    [TestCase("/limits//x", "{}", "ValidationException", "letters, numbers and the following 3 symbols .-_")]
    [TestCase("limits/x", "{}", "ValidationException", "Parameter name must be a fully qualified name.")]
    [TestCase("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "{}", "HierarchyLevelLimitExceededException", "maximum of 15 levels")]
    [TestCase("/limits/x", """{"Value":""}""", "ValidationException", "Member must have length greater than or equal to 1")]
    [TestCase("/limits/x", """{"Value":"{{ssm:other}}"}""", "ValidationException", "can't nest another parameter")]
    [TestCase("/limits/x", """{"Type":null}""", "ValidationException", "A parameter type is required when you create a parameter.")]
    [TestCase("/limits/x", """{"Type":"Text"}""", "ValidationException", "Member must satisfy enum value set: [SecureString, StringList, String]")]
    [TestCase("/limits/x", """{"Tier":"Premium"}""", "ValidationException", "Member must satisfy enum value set")]
    [TestCase("/limits/x", """{"DataType":"json"}""", "ValidationException", "The following data type is not supported: json")]
    [TestCase("/limits/x", """{"KeyId":"alias/aws/ssm"}""", "ValidationException", "KeyId is required for SecureString type parameter only.")]
    [TestCase("/limits/x", """{"Type":"SecureString","KeyId":"alias/nobody"}""", "InvalidKeyId", "(Service: AWSKMS; Status Code: 400; Error Code: NotFoundException)")]
    [TestCase("/limits/x", """{"AllowedPattern":"[0-9]+"}""", "ParameterPatternMismatchException", "Parameter value, cannot be validated against allowedPattern: [0-9]+")]
    [TestCase("/limits/x", """{"AllowedPattern":"("}""", "InvalidAllowedPatternException", "The request does not meet the regular expression requirement.")]
    [TestCase("/limits/x", """{"Tags":[{"Key":"aws:x","Value":""}]}""", "ValidationException", "aws: prefixed tag key names are not allowed for external use.")]
    [TestCase("/limits/x", """{"Overwrite":true,"Tags":[{"Key":"a","Value":""}]}""", "ValidationException", "tags and overwrite can't be used together")]
    public async Task PutParameter_refuses_what_AWS_refuses(string name, string more, string code, string message)
    {
        var answer = await _world.PutAsync(name, more);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.Status, Is.EqualTo(400));
            Assert.That(answer.Error, Is.EqualTo(code));
            Assert.That(answer.Message, Does.Contain(message));
            Assert.That(await _world.DescribeAsync(name), Is.Null);
        }
    }

    [TestCase("Standard", 4096, null)]
    [TestCase("Standard", 4097, "Standard tier parameters support a maximum parameter value of 4096 characters.")]
    [TestCase("Advanced", 8192, null)]
    [TestCase("Advanced", 8193, "Advanced tier parameters support a maximum parameter value of 8192 characters.")]
    [TestCase("Intelligent-Tiering", 4097, null)]
    public async Task A_value_may_be_4_KB_on_the_standard_tier_and_8_KB_on_the_advanced_one(string tier, int size, string? refusal)
    {
        var answer = await _world.PutAsync($"/limits/size/{tier}-{size}", $$"""{"Tier":"{{tier}}","Value":"{{new string('x', size)}}"}""");

        Assert.That(answer.Message, refusal is null ? Is.Null : Does.StartWith(refusal));
    }

    [Test]
    public async Task A_name_that_is_legal_in_one_region_may_be_too_long_for_the_ARN_of_another()
    {
        var prefix = "arn:aws:ssm:us-east-1:123456789012:parameter/".Length;
        var name = "n" + new string('x', 1011 - prefix - 1);

        Assert.That((await _world.PutAsync(name)).Error, Is.Null);
        Assert.That((await _world.PutAsync(name, region: "ap-southeast-2")).Error, Is.EqualTo("ValidationException"));
    }

    [Test]
    public async Task An_advanced_parameter_stays_advanced_and_intelligent_tiering_comes_to_a_tier()
    {
        var small = await _world.PutAsync("/limits/tier", """{"Tier":"Intelligent-Tiering"}""");
        var advanced = await _world.PutAsync("/limits/tier", """{"Tier":"Advanced","Overwrite":true}""");
        var kept = await _world.PutAsync("/limits/tier", """{"Overwrite":true}""");
        var intelligent = await _world.PutAsync("/limits/tier", """{"Tier":"Intelligent-Tiering","Overwrite":true}""");
        var downgrade = await _world.PutAsync("/limits/tier", """{"Tier":"Standard","Overwrite":true}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(small.Body!["Tier"]!.GetValue<string>(), Is.EqualTo("Standard"));
            Assert.That(new[] { advanced, kept, intelligent }.Select(answer => answer.Body!["Tier"]!.GetValue<string>()), Is.All.EqualTo("Advanced"));
            Assert.That(downgrade.Message, Does.StartWith("This parameter uses the advanced-parameter tier. You can't downgrade a parameter from"));
            Assert.That((await _world.DescribeAsync("/limits/tier"))!["Tier"]!.GetValue<string>(), Is.EqualTo("Advanced"));
        }
    }

    [Test]
    public async Task Without_a_tier_the_region_decides_for_a_new_parameter()
    {
        _world.Cloud.Parameters.DefaultTier = "Advanced";
        var byRegion = await _world.PutAsync("/limits/default-tier/a");
        var sent = await _world.PutAsync("/limits/default-tier/b", """{"Tier":"Standard"}""");
        _world.Cloud.Parameters.DefaultTier = "Standard";

        Assert.That(new[] { byRegion, sent }.Select(answer => answer.Body!["Tier"]!.GetValue<string>()), Is.EqualTo(new[] { "Advanced", "Standard" }));
    }

    [Test]
    public async Task A_type_stays_and_a_deleted_name_takes_another_type_only_after_a_while()
    {
        var before = _world.Cloud.Parameters.RecreateAfter;
        _world.Cloud.Parameters.RecreateAfter = TimeSpan.FromSeconds(30);
        await _world.PutAsync("/limits/type");
        var changed = await _world.PutAsync("/limits/type", """{"Type":"SecureString","Overwrite":true}""");
        await _world.Wire.SsmAsync("DeleteParameter", new() { ["Name"] = "/limits/type" });
        var soon = await _world.PutAsync("/limits/type", """{"Type":"SecureString"}""");
        _world.Cloud.Parameters.RecreateAfter = TimeSpan.Zero;
        var later = await _world.PutAsync("/limits/type", """{"Type":"SecureString"}""");
        _world.Cloud.Parameters.RecreateAfter = before;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed.Error, Is.EqualTo("HierarchyTypeMismatchException"));
            Assert.That(soon.Error, Is.EqualTo("HierarchyTypeMismatchException"));
            Assert.That(later.Body!["Version"]!.GetValue<int>(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_hundred_versions_are_kept_unless_the_oldest_has_a_label()
    {
        for (var i = 0; i < 100; i++)
        {
            await _world.PutAsync("/limits/versions", """{"Overwrite":true}""");
        }

        await _world.Wire.SsmAsync("LabelParameterVersion", ParameterWorld.Of("""{"Name":"/limits/versions","ParameterVersion":1,"Labels":["first"]}"""));
        var refused = await _world.PutAsync("/limits/versions", """{"Overwrite":true}""");
        await _world.Wire.SsmAsync("UnlabelParameterVersion", ParameterWorld.Of("""{"Name":"/limits/versions","ParameterVersion":1,"Labels":["first"]}"""));
        var taken = await _world.PutAsync("/limits/versions", """{"Overwrite":true}""");
        var history = await _world.Wire.SsmAsync("GetParameterHistory", new() { ["Name"] = "/limits/versions", ["MaxResults"] = 1 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Error, Is.EqualTo("ParameterMaxVersionLimitExceeded"));
            Assert.That(taken.Body!["Version"]!.GetValue<int>(), Is.EqualTo(101));
            Assert.That(history.Body!["Parameters"]![0]!["Version"]!.GetValue<int>(), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Fifty_tags_fit_and_one_more_does_not()
    {
        static JsonArray Tags(int from, int count) =>
            new([.. Enumerable.Range(from, count).Select(i => new JsonObject { ["Key"] = $"k{i}", ["Value"] = "v" })]);
        JsonObject Add(int from, int count) => new() { ["ResourceType"] = "Parameter", ["ResourceId"] = "/limits/tags", ["Tags"] = Tags(from, count) };

        var tooMany = await _world.PutAsync("/limits/tags", new JsonObject { ["Tags"] = Tags(0, 51) }.ToJsonString());
        var enough = await _world.PutAsync("/limits/tags", new JsonObject { ["Tags"] = Tags(0, 50) }.ToJsonString());
        var same = await _world.Wire.SsmAsync("AddTagsToResource", Add(0, 1));
        var more = await _world.Wire.SsmAsync("AddTagsToResource", Add(50, 1));
        var system = await _world.Wire.SsmAsync("AddTagsToResource", ParameterWorld.Of("""{"ResourceType":"Parameter","ResourceId":"/limits/tags","Tags":[{"Key":"aws:x","Value":"v"}]}"""));
        var nobody = await _world.Wire.SsmAsync("ListTagsForResource", ParameterWorld.Of("""{"ResourceType":"Parameter","ResourceId":"/limits/nobody"}"""));

        Assert.That(
            new[] { tooMany, enough, same, more, system, nobody }.Select(answer => answer.Error),
            Is.EqualTo(new[] { "TooManyTagsError", null, null, "TooManyTagsError", "ValidationException", "InvalidResourceId" }));
    }

    [Test]
    public async Task Ten_parameters_are_deleted_or_read_at_once_and_not_eleven()
    {
        static JsonObject Names(int count) => new() { ["Names"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => JsonValue.Create($"/limits/ten/{i}"))]) };
        await _world.PutAsync("/limits/ten/0");

        var eleven = await _world.Wire.SsmAsync("DeleteParameters", Names(11));
        var read = await _world.Wire.SsmAsync("GetParameters", Names(11));
        var ten = await _world.Wire.SsmAsync("DeleteParameters", Names(10));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(eleven.Error, Is.EqualTo("ValidationException"));
            Assert.That(read.Error, Is.EqualTo("ValidationException"));
            Assert.That(ten.Body!["DeletedParameters"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(ten.Body!["InvalidParameters"]!.AsArray(), Has.Count.EqualTo(9));
        }
    }

    [Test]
    public async Task The_quota_of_a_region_is_kept()
    {
        const string Region = "sa-east-1";
        _world.Cloud.Parameters.MaxStandard = 2;
        var answers = new[]
        {
            await _world.PutAsync("/quota/a", region: Region), await _world.PutAsync("/quota/b", region: Region),
            await _world.PutAsync("/quota/c", region: Region), await _world.PutAsync("/quota/c", """{"Tier":"Intelligent-Tiering"}""", Region),
        };
        _world.Cloud.Parameters.MaxStandard = 10_000;

        Assert.That(answers.Select(answer => answer.Error ?? answer.Body!["Tier"]!.GetValue<string>()), Is.EqualTo(new[] { "Standard", "Standard", "ParameterLimitExceeded", "Advanced" }));
    }
}
