using LocalCloud.Aws;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.ParameterStore;

public sealed class ParameterReadTests
{
    private ParameterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = new(await CloudFixture.CloudAsync());

    [OneTimeTearDown]
    public void Stop() => _world.Dispose();

    [Test]
    public async Task Pages_have_the_size_asked_for_up_to_fifty_and_end_without_a_token()
    {
        const string Region = "ap-northeast-1";
        for (var i = 0; i < 120; i++)
        {
            await _world.PutAsync($"/pages/{i:D3}", region: Region);
        }

        var fifty = await PagesAsync("DescribeParameters", Region, new() { ["MaxResults"] = 50 });
        var seven = await PagesAsync("DescribeParameters", Region, new() { ["MaxResults"] = 7 });
        var byPath = await PagesAsync("GetParametersByPath", Region, new() { ["Path"] = "/pages" });
        var tooMany = await _world.Wire.SsmAsync("DescribeParameters", new() { ["MaxResults"] = 51 }, Region);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fifty.Select(page => page.Length), Is.EqualTo(new[] { 50, 50, 20 }));
            Assert.That(seven, Has.Count.EqualTo(18));
            Assert.That(byPath, Has.Count.EqualTo(12));
            Assert.That(seven.SelectMany(page => page).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(120));
            Assert.That(tooMany.Error, Is.EqualTo("ValidationException"));
        }
    }

    [Test]
    public async Task Ragged_pages_are_short_or_empty_and_lose_nothing()
    {
        const string Region = "ap-northeast-2";
        for (var i = 0; i < 60; i++)
        {
            await _world.PutAsync($"/ragged/{i:D3}", region: Region);
        }

        _world.Cloud.Parameters.RaggedPages = true;
        var pages = await PagesAsync("DescribeParameters", Region, new() { ["MaxResults"] = 10 });
        _world.Cloud.Parameters.RaggedPages = false;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages.SelectMany(page => page), Is.EqualTo(Enumerable.Range(0, 60).Select(i => $"/ragged/{i:D3}")));
            Assert.That(pages.SkipLast(1).Select(page => page.Length), Does.Contain(0));
        }
    }

    [Test]
    public async Task What_is_not_sent_is_kept_and_what_is_sent_empty_is_cleared()
    {
        await _world.PutAsync("/read/clear", """{"Description":"d","AllowedPattern":"v.*","Tier":"Advanced"}""");
        await _world.PutAsync("/read/clear", """{"Value":"v2","Overwrite":true}""");
        var kept = (await _world.DescribeAsync("/read/clear"))!;
        await _world.PutAsync("/read/clear", """{"Value":"v3","Description":"","AllowedPattern":"","Overwrite":true}""");
        var cleared = (await _world.DescribeAsync("/read/clear"))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept["Description"]!.GetValue<string>(), Is.EqualTo("d"));
            Assert.That(kept["AllowedPattern"]!.GetValue<string>(), Is.EqualTo("v.*"));
            Assert.That(cleared["Description"], Is.Null);
            Assert.That(cleared["AllowedPattern"], Is.Null);
            Assert.That(cleared["Version"]!.GetValue<int>(), Is.EqualTo(3));
            Assert.That(cleared["LastModifiedUser"]!.GetValue<string>(), Is.EqualTo("arn:aws:iam::123456789012:user/developer"));
            Assert.That(cleared["Policies"]!.AsArray(), Is.Empty);
            Assert.That(cleared["ARN"]!.GetValue<string>(), Is.EqualTo("arn:aws:ssm:us-east-1:123456789012:parameter/read/clear"));
        }
    }

    [Test]
    public async Task A_version_is_read_by_number_by_label_and_by_ARN()
    {
        await _world.PutAsync("/read/versions", """{"Value":"one"}""");
        await _world.PutAsync("/read/versions", """{"Value":"two","Overwrite":true}""");
        await _world.Wire.SsmAsync("LabelParameterVersion", ParameterWorld.Of("""{"Name":"/read/versions","ParameterVersion":1,"Labels":["stable","9bad"]}"""));

        var missing = await _world.Wire.SsmAsync("GetParameter", new() { ["Name"] = "/read/versions:7" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _world.ValueAsync("/read/versions"), Is.EqualTo("two"));
            Assert.That(await _world.ValueAsync("/read/versions:1"), Is.EqualTo("one"));
            Assert.That(await _world.ValueAsync("/read/versions:stable"), Is.EqualTo("one"));
            Assert.That(await _world.ValueAsync("arn:aws:ssm:us-east-1:123456789012:parameter/read/versions"), Is.EqualTo("two"));
            Assert.That(missing.Error, Is.EqualTo("ParameterVersionNotFound"));
            Assert.That(await _world.ValueAsync("/read/versions", "us-west-2"), Is.Null);
        }
    }

    [Test]
    public async Task A_secure_string_is_a_ciphertext_unless_decrypted_and_needs_a_key_that_works()
    {
        var key = (await _world.Wire.CallAsync("kms", "CreateKey", [])).Body!["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        await _world.PutAsync("/read/secure", $$"""{"Type":"SecureString","KeyId":"{{key}}","Value":"open sesame"}""");
        var elsewhere = await _world.PutAsync("/read/secure", $$"""{"Type":"SecureString","KeyId":"{{key}}"}""", "us-west-2");

        Assert.That(await _world.ValueAsync("/read/secure"), Is.EqualTo("open sesame"));
        Assert.That(await _world.ValueAsync("/read/secure", decrypt: false), Does.StartWith("AQICAHh").And.Not.Contain("sesame"));
        Assert.That(elsewhere.Error, Is.EqualTo("InvalidKeyId"));

        await _world.Wire.CallAsync("kms", "DisableKey", new() { ["KeyId"] = key });
        var disabled = await _world.Wire.SsmAsync("GetParameter", new() { ["Name"] = "/read/secure", ["WithDecryption"] = true });
        Assert.That(disabled.Error, Is.EqualTo("InvalidKeyId"));
        Assert.That(disabled.Message, Does.Contain("is disabled."));
    }

    [Test]
    public async Task GetResources_shows_tagged_parameters_in_pages_of_up_to_a_hundred_one_region_at_a_time()
    {
        const string Region = "ap-southeast-1";
        for (var i = 0; i < 150; i++)
        {
            await _world.PutAsync($"/tagged/{i:D3}", $$"""{"Tags":[{"Key":"Number","Value":"{{i}}"}]}""", Region);
        }

        await _world.PutAsync("/tagged/none", region: Region);
        await _world.Wire.SecretsAsync("CreateSecret", ParameterWorld.Of("""{"Name":"tagged-secret","ClientRequestToken":"00000000-0000-0000-0000-00000tagged01","SecretString":"s","Tags":[{"Key":"Number","Value":"1"}]}"""), Region);

        var page = (await GetResourcesAsync("""{"ResourceTypeFilters":["ssm:parameter"],"ResourcesPerPage":100}""", Region)).Body!;
        var rest = (await GetResourcesAsync($$"""{"ResourceTypeFilters":["ssm:parameter"],"ResourcesPerPage":100,"PaginationToken":"{{page["PaginationToken"]}}"}""", Region)).Body!;
        var both = (await GetResourcesAsync("""{"ResourceTypeFilters":["ssm:parameter","secretsmanager:secret"],"TagFilters":[{"Key":"Number","Values":["1"]}]}""", Region)).Body!;
        var elsewhere = (await GetResourcesAsync("""{"ResourceTypeFilters":["ssm:parameter"],"TagFilters":[{"Key":"Number"}]}""", "eu-west-1")).Body!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page["ResourceTagMappingList"]!.AsArray(), Has.Count.EqualTo(100));
            Assert.That(rest["ResourceTagMappingList"]!.AsArray(), Has.Count.EqualTo(50));
            Assert.That(rest["PaginationToken"]!.GetValue<string>(), Is.Empty);
            Assert.That(page["ResourceTagMappingList"]![1]!.ToJsonString(), Is.EqualTo("""{"ResourceARN":"arn:aws:ssm:ap-southeast-1:123456789012:parameter/tagged/001","Tags":[{"Key":"Number","Value":"1"}]}"""));
            Assert.That(both["ResourceTagMappingList"]!.AsArray().Select(found => found!["ResourceARN"]!.GetValue<string>().Split(':')[2]), Is.EquivalentTo(new[] { "ssm", "secretsmanager" }));
            Assert.That(elsewhere["ResourceTagMappingList"]!.AsArray(), Is.Empty);
            Assert.That((await GetResourcesAsync("""{"ResourceTypeFilters":["ssm:parameter"],"ResourcesPerPage":101}""", Region)).Error, Is.EqualTo("InvalidParameterException"));
        }
    }

    private Task<AwsWireAnswer> GetResourcesAsync(string parameters, string region) =>
        _world.Wire.CallAsync("tagging", "GetResources", ParameterWorld.Of(parameters), region);

    private async Task<List<string[]>> PagesAsync(string operation, string region, JsonObject parameters)
    {
        var pages = new List<string[]>();
        do
        {
            var answer = (await _world.Wire.SsmAsync(operation, parameters.DeepClone().AsObject(), region)).Body!;
            pages.Add([.. answer["Parameters"]!.AsArray().Select(parameter => parameter!["Name"]!.GetValue<string>())]);
            parameters["NextToken"] = answer["NextToken"]?.DeepClone();
        }
        while (parameters["NextToken"] is not null);
        return pages;
    }
}
